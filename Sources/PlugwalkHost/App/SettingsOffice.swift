internal import StrictJSON
internal import Synchronization
internal import Threading

/// What people do with the settings while the daemon runs: over the API, and by writing `config.json`.
final class SettingsOffice: SettingsControl, Sendable {
    private let store: SettingsStore
    private let effective: EffectiveSettings
    private let port: UInt16
    private let adapters: AdapterOffice
    private let sink: IntakeSink
    private let log: Log
    private let isReloading = Atomic(false)

    init(
        _ store: SettingsStore, effective: EffectiveSettings, port: UInt16, adapters: AdapterOffice, sink: IntakeSink, log: Log
    ) {
        self.store = store
        self.effective = effective
        self.port = port
        self.adapters = adapters
        self.sink = sink
        self.log = log
    }

    func report() -> SettingsReport {
        let settings = store.settings
        let shown = settings.redacted(by: sink)
        return SettingsReport(
            settings: shown, effective: effective.settings(port: port, adapters: shown.adapters),
            restartNeeded: effective.restartNeeded(settings), file: store.file.path,
            problem: store.problem.map(sink.redact))
    }

    func change(by patch: JSONValue) throws(SettingsError) -> SettingsReport {
        let change = try store.change { (settings: inout Settings) throws(SettingsError) in
            settings = try settings.merged(with: patch)
            if let objection = adapters.objection(to: settings) { throw SettingsError(sink.redact(objection)) }
            if let objection = effective.objection(to: settings) { throw SettingsError(objection) }
        }
        adapters.follow(change)
        return report()
    }

    /// Sees to it that a file that somebody has written is read, on the desk: adapters may take their time. Called at each tick.
    func watch(_ desk: Pool<Void>) {
        guard store.isOutdated, !isReloading.exchange(true, ordering: .relaxed) else { return }
        let isQueued = desk.submit { [self] _ in
            reload()
            isReloading.store(false, ordering: .relaxed)
        }
        if !isQueued { isReloading.store(false, ordering: .relaxed) }
    }

    private func reload() {
        let problem = store.problem
        if let change = store.reload() {
            log.write(.notice, "settings", "\(store.file.path) has changed and is in use")
            adapters.follow(change)
        } else if let trouble = store.problem, trouble != problem {
            log.write(.warning, "settings", sink.redact("\(trouble); what was set before stays in use"))
        }
    }
}

extension Settings {
    /// As it may be shown: a configuration may hold the password of an address.
    func redacted(by sink: IntakeSink) -> Settings {
        var settings = self
        settings.adapters = adapters.mapValues {
            Adapter(isEnabled: $0.isEnabled, configuration: $0.configuration.mapValues(sink.redact))
        }
        return settings
    }
}
