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
    private let turn = Mutex(())

    init(
        _ configuration: DaemonConfiguration, fleet: AdapterFleet, settings: SettingsStore, live: DatasetRuntime,
        health: DaemonHealth
    ) {
        self.configuration = configuration
        self.fleet = fleet
        self.settings = settings
        self.live = live
        self.health = health
    }

    func listings() -> [AdapterListing] {
        fleet.rescan()
        return AdapterListing.all(
            fleet.found, settings.settings, builtInFolder: configuration.builtInPlugins,
            instances: Dictionary(grouping: health.health.adapters, by: \.name))
    }

    func perform(
        _ verb: AdapterVerb, on name: String, configuration: [String: String]?
    ) throws(AdapterRefusal) -> AdapterListing {
        let outcome: Result<Void, AdapterRefusal> = turn.withLock { _ in
            Result { () throws(AdapterRefusal) in try perform(verb, name, configuration) }
        }
        try outcome.get()
        let namesakes = listings().filter { $0.name == name }
        guard let listing = namesakes.first(where: { $0.state == .usable }) ?? namesakes.first else {
            throw .unknown("The adapter \"\(name)\" is not there any more.")
        }
        return listing
    }

    /// Starts, stops and restarts what is set otherwise now.
    func follow(from old: Settings, to new: Settings) {
        // What the person named at the start is not touched by what is set.
        guard configuration.sources == nil, !configuration.showsDemo else { return }
        turn.withLock { _ in
            let (before, after) = (old.sources, new.sources)
            for spec in before where !after.contains(spec) { stop(all: spec.name, but: nil) }
            let selection = SourceSelection(configuration, new, fleet)
            for spec in after where !before.contains(spec) { _ = selection.launchSet(spec, live) }
        }
    }

    private func perform(_ verb: AdapterVerb, _ name: String, _ configuration: [String: String]?) throws(AdapterRefusal) {
        switch verb {
        case .start:
            try start(name, configuration ?? settings.settings.adapters[name]?.configuration ?? [:], mustRun: true)
        case .stop:
            try known(name)
            stop(all: name, but: nil)
        case .enable:
            let wanted = configuration ?? settings.settings.adapters[name]?.configuration ?? [:]
            try start(name, wanted, mustRun: false)
            try set(name, isEnabled: true, wanted)
        case .disable:
            if settings.settings.adapters[name] == nil { try known(name) }
            try set(name, isEnabled: false, nil)
            stop(all: name, but: nil)
        }
    }

    private func known(_ name: String) throws(AdapterRefusal) {
        fleet.rescan()
        guard fleet.file(named: name) == nil, !DaemonConfiguration.defaultSources.contains(name) else { return }
        throw .unknown("There is no adapter \"\(name)\"; there are: \(fleet.usableNames.joined(separator: ", ")).")
    }

    /// Starts the adapter so, instead of how it ran before.
    private func start(_ name: String, _ configuration: [String: String], mustRun: Bool) throws(AdapterRefusal) {
        try known(name)
        var set = Settings()
        set.adapters[name] = .init(isEnabled: true, configuration: configuration)
        let spec = set.source(name)
        let runs = fleet.statuses.contains { $0.id == spec.instanceID && $0.state.isAlive }
        stop(all: name, but: spec.instanceID)
        if runs { return }
        do throws(FleetError) {
            let id = try fleet.launch(spec, into: live)
            if let failure = fleet.failure(of: id), mustRun { throw FleetError.refused(name, failure) }
        } catch {
            switch error {
            case .unknown, .refused: throw .impossible("\(error.description).")
            case .misconfigured(let words): throw .misconfigured("\(words).")
            }
        }
    }

    /// Stops the adapter's instances in the live dataset.
    private func stop(all name: String, but kept: InstanceID?) {
        let ids = health.liveInstances(of: name).filter { $0 != kept }
        for id in ids { _ = fleet.stop(id, timeout: Self.patience) }
    }

    private func set(_ name: String, isEnabled: Bool, _ configuration: [String: String]?) throws(AdapterRefusal) {
        do throws(SettingsError) {
            try settings.change { (settings: inout Settings) throws(SettingsError) in
                var adapter = settings.adapters[name] ?? .init(isEnabled: isEnabled)
                adapter.isEnabled = isEnabled
                adapter.configuration = configuration ?? adapter.configuration
                settings.adapters[name] = adapter
            }
        } catch {
            throw .failed("\(error.description).")
        }
    }
}
