internal import Synchronization

/// What people do with adapters while the daemon runs: over the API, and by writing `config.json`.
///
/// All of it blocks, and one thing is done after the other.
final class AdapterOffice: AdapterControl, Sendable {
    private static let patience: Duration = .seconds(15)

    private let configuration: DaemonConfiguration
    private let fleet: AdapterFleet
    private let settings: SettingsStore
    private let live: DatasetRuntime
    private let health: DaemonHealth
    private let sink: IntakeSink
    private let turn = Mutex(())

    init(
        _ configuration: DaemonConfiguration, fleet: AdapterFleet, settings: SettingsStore, live: DatasetRuntime,
        health: DaemonHealth, sink: IntakeSink
    ) {
        self.configuration = configuration
        self.fleet = fleet
        self.settings = settings
        self.live = live
        self.health = health
        self.sink = sink
    }

    func listings() -> [AdapterListing] {
        fleet.rescan()
        return AdapterListing.all(
            fleet.found, settings.settings.redacted(by: sink), builtInFolder: configuration.builtInPlugins,
            instances: Dictionary(grouping: health.health.adapters.filter { $0.dataset == live.dataset.name }, by: \.name))
    }

    func perform(
        _ verb: AdapterVerb, on name: String, configuration: [String: String]?
    ) throws(AdapterRefusal) -> AdapterListing {
        let outcome: Result<Void, AdapterRefusal> = turn.withLock { _ in
            Result { () throws(AdapterRefusal) in try perform(verb, name, configuration) }
        }
        do throws(AdapterRefusal) { try outcome.get() } catch { throw error.redacted(by: sink) }
        let namesakes = listings().filter { $0.name == name }
        guard let listing = namesakes.first(where: { $0.state == .usable }) ?? namesakes.first else {
            throw .unknown("The adapter \"\(name)\" is not there any more.")
        }
        return listing
    }

    /// Why what is set cannot be; nil when it can. An adapter without a file may come later.
    func objection(to settings: Settings) -> String? {
        for name in settings.adapters.keys.sorted() where settings.isEnabled(name) && fleet.file(named: name) != nil {
            do throws(AdapterRefusal) { try check(settings.source(name)) } catch {
                if case .misconfigured(let words) = error { return String(words.dropLast()) }
            }
        }
        return nil
    }

    /// Starts, stops and restarts what is set otherwise now.
    func follow(_ change: SettingsStore.Change) { turn.withLock { _ in takeOver(change, but: nil) } }

    /// - Parameter done: An adapter that was seen to already.
    private func takeOver(_ change: SettingsStore.Change, but done: String?) {
        // What the person named at the start is not touched by what is set.
        guard configuration.sources == nil, !configuration.showsDemo else { return }
        let (before, after) = (change.old.sources, change.new.sources)
        for spec in before where !after.contains(spec) && spec.name != done { stop(all: spec.name) }
        let selection = SourceSelection(configuration, change.new, fleet)
        for spec in after where !before.contains(spec) && spec.name != done { _ = selection.launchSet(spec, live) }
    }

    private func perform(_ verb: AdapterVerb, _ name: String, _ configuration: [String: String]?) throws(AdapterRefusal) {
        switch verb {
        case .start:
            try start(name, configuration ?? settings.settings.adapters[name]?.configuration ?? [:], mustRun: true)
        case .stop:
            try known(name)
            stop(all: name)
        case .enable:
            let wanted = configuration ?? settings.settings.adapters[name]?.configuration ?? [:]
            _ = try checked(name, wanted)
            try set(name, isEnabled: true, wanted)
            try start(name, wanted, mustRun: false)
        case .disable:
            if settings.settings.adapters[name] == nil { try known(name) }
            try set(name, isEnabled: false, nil)
            stop(all: name)
        }
    }

    private func known(_ name: String) throws(AdapterRefusal) {
        fleet.rescan()
        guard fleet.file(named: name) == nil, !DaemonConfiguration.defaultSources.contains(name) else { return }
        throw .unknown("There is no adapter \"\(name)\"; there are: \(fleet.usableNames.joined(separator: ", ")).")
    }

    /// Starts the adapter so, instead of how it ran before.
    private func start(_ name: String, _ configuration: [String: String], mustRun: Bool) throws(AdapterRefusal) {
        let spec = try checked(name, configuration)
        let runs = fleet.runs(spec)
        replace(all: name, by: spec.instanceID)
        if runs { return }
        do throws(FleetError) {
            let id = try fleet.launch(spec, into: live)
            if let failure = fleet.failure(of: id), mustRun { throw FleetError.refused(name, failure) }
        } catch {
            throw AdapterRefusal(error)
        }
    }

    /// The source that would run so, if it can.
    private func checked(_ name: String, _ configuration: [String: String]) throws(AdapterRefusal) -> SourceSpec {
        try known(name)
        var set = Settings()
        set.adapters[name] = .init(isEnabled: true, configuration: configuration)
        let spec = set.source(name)
        try check(spec)
        return spec
    }

    /// Whether it can run so. An id that a person chose stands in paths, and names one instance.
    private func check(_ spec: SourceSpec) throws(AdapterRefusal) {
        if let id = spec.id, let expectation = SourceSpec.refusal(ofID: id) {
            throw .misconfigured("\(spec.name): \"\(id)\" is no id, expected \(expectation).")
        }
        let other = fleet.statuses.first { $0.id == spec.instanceID && $0.adapter.manifest.name != spec.name }
        if let other {
            throw .misconfigured(
                "\(spec.name): the id \"\(spec.instanceID)\" is that of an instance of \(other.adapter.manifest.name).")
        }
        do throws(FleetError) { try fleet.check(spec) } catch { throw AdapterRefusal(error) }
    }

    /// Stops the adapter's instances in the live dataset.
    private func stop(all name: String) {
        fleet.forgetFailures(of: name)
        for id in health.liveInstances(of: name) { _ = fleet.stop(id, timeout: Self.patience) }
    }

    /// Lets one instance take the place of the others.
    private func replace(all name: String, by kept: InstanceID) {
        fleet.forgetFailures(of: name)
        for id in health.liveInstances(of: name) where id != kept && fleet.stop(id, timeout: Self.patience) { fleet.forget(id) }
    }

    private func set(_ name: String, isEnabled: Bool, _ configuration: [String: String]?) throws(AdapterRefusal) {
        do throws(SettingsError) {
            let change = try settings.change { (settings: inout Settings) throws(SettingsError) in
                var adapter = settings.adapters[name] ?? .init(isEnabled: isEnabled)
                adapter.isEnabled = isEnabled
                adapter.configuration = configuration ?? adapter.configuration
                settings.adapters[name] = adapter
            }
            takeOver(change, but: name)
        } catch {
            throw error.isOfTheDisk ? .failed("\(error.description).") : .misconfigured("\(error.description).")
        }
    }
}

extension AdapterRefusal {
    fileprivate init(_ error: FleetError) {
        switch error {
        case .unknown, .refused: self = .impossible("\(error.description).")
        case .misconfigured(let words): self = .misconfigured("\(words).")
        }
    }

    /// Refusals quote what was given.
    fileprivate func redacted(by sink: IntakeSink) -> AdapterRefusal {
        switch self {
        case .unknown(let words): .unknown(sink.redact(words))
        case .impossible(let words): .impossible(sink.redact(words))
        case .misconfigured(let words): .misconfigured(sink.redact(words))
        case .failed(let words): .failed(sink.redact(words))
        }
    }
}
