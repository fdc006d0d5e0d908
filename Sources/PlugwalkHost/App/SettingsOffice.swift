internal import StrictJSON

/// What people do with the settings while the daemon runs: over the API, and by writing `config.json`.
final class SettingsOffice: SettingsControl, Sendable {
    private let store: SettingsStore
    private let effective: EffectiveSettings
    private let port: UInt16
    private let adapters: AdapterOffice
    private let log: Log

    init(_ store: SettingsStore, effective: EffectiveSettings, port: UInt16, adapters: AdapterOffice, log: Log) {
        self.store = store
        self.effective = effective
        self.port = port
        self.adapters = adapters
        self.log = log
    }

    func report() -> SettingsReport {
        let settings = store.settings
        return SettingsReport(
            settings: settings, effective: effective.settings(port: port, adapters: settings.adapters),
            restartNeeded: effective.restartNeeded(settings), file: store.file.path, problem: store.problem)
    }

    func change(by patch: JSONValue) throws(SettingsError) -> SettingsReport {
        let old = store.settings
        try store.change { (settings: inout Settings) throws(SettingsError) in settings = try settings.merged(with: patch) }
        adapters.follow(from: old, to: store.settings)
        return report()
    }

    /// Takes over what somebody wrote into the file.
    func reload() {
        let problem = store.problem
        if let (old, new) = store.reload() {
            log.write(.notice, "settings", "\(store.file.path) has changed and is in use")
            adapters.follow(from: old, to: new)
        } else if let trouble = store.problem, trouble != problem {
            log.write(.warning, "settings", "\(trouble); what was set before stays in use")
        }
    }
}
