internal import PlugwalkModel

/// How the daemon does, from memory.
final class DaemonHealth: HealthSource {
    private let clock: any TimeSource
    private let startedAt: Timestamp
    private let isolation: String
    private let settings: SettingsStore
    private let datasets: DatasetRooms
    private let fleet: AdapterFleet
    private let sink: IntakeSink

    init(
        daemon: Daemon, isolation: DaemonConfiguration.Isolation, settings: SettingsStore, datasets: DatasetRooms,
        fleet: AdapterFleet, sink: IntakeSink
    ) {
        clock = daemon.clock
        startedAt = daemon.startedAt
        self.isolation = isolation.rawValue
        self.settings = settings
        self.datasets = datasets
        self.fleet = fleet
        self.sink = sink
    }

    var health: HealthSnapshot {
        let rooms = datasets.all
        let adapters = fleet.statuses.map(adapter) + fleet.notLaunched.map(notLaunched)
        let failures = rooms.compactMap { room in room.writer.state.failure.map { "\(room.dataset.name): \($0)" } }
        let isDegraded = adapters.contains { $0.message != nil } || settings.problem != nil
        return HealthSnapshot(
            status: failures.isEmpty ? (isDegraded ? .degraded : .ok) : .failing, version: plugwalkVersion,
            uptimeMs: clock.now.milliseconds - startedAt.milliseconds, startedAt: startedAt.text,
            datasets: rooms.map(dataset), adapters: adapters,
            storage: .init(isOK: failures.isEmpty, message: failures.isEmpty ? nil : failures.joined(separator: "; ")))
    }

    /// The instances of the adapter that write into the live dataset.
    func liveInstances(of name: String) -> [InstanceID] {
        fleet.statuses.filter { $0.adapter.manifest.name == name }.map(\.id)
            .filter { sink.runtime(of: $0)?.dataset.name == "live" }
    }

    private func dataset(_ room: DatasetRuntime) -> HealthSnapshot.Dataset {
        .init(
            name: room.dataset.name, path: room.dataset.path, events: room.writer.state.watermark,
            sizeBytes: FileSize.of(room.dataset.path) + FileSize.of(room.dataset.path + "-wal"))
    }

    private func adapter(_ status: InstanceStatus) -> HealthSnapshot.Adapter {
        let runtime = sink.runtime(of: status.id)
        let account = runtime?.account(of: status.id.text) ?? InstanceAccount()
        return .init(
            name: status.adapter.manifest.name, instance: status.id.text, state: status.state.rawValue,
            source: status.adapter.manifest.source, dataset: runtime?.dataset.name ?? "live",
            lastEventAt: account.lastEventAt?.text, queueDepth: account.queued, accepted: account.accepted,
            committed: account.committed, duplicates: account.duplicates, quarantined: account.quarantined,
            shed: account.shed, lost: account.lost, restarts: Int64(status.restarts), message: message(status),
            isolation: isolation)
    }

    private func notLaunched(_ failure: LaunchFailure) -> HealthSnapshot.Adapter {
        .init(
            name: failure.spec.name, instance: failure.spec.instanceID.text, state: failure.state.rawValue,
            source: fleet.file(named: failure.spec.name)?.manifest?.source ?? "unknown", dataset: "live",
            message: failure.words, isolation: isolation)
    }

    private func lastWords(_ status: InstanceStatus) -> String {
        sink.lastWords(of: status.id) ?? status.state.rawValue
    }

    /// What is the matter: the worst of what the instance reports and what the host sees.
    private func message(_ status: InstanceStatus) -> String? {
        switch status.state {
        case .backoff, .misconfigured, .parked, .rejected: lastWords(status)
        case .quarantined:
            "\(lastWords(status)). It crashed \(status.crashes) times lately and is not started again by itself; "
                + "to lift that: plugwalk adapters start \(status.adapter.manifest.name)"
        case .stalled: "it gave no sign of life for longer than its manifest allows"
        case .found, .stopped: nil
        case .starting, .running, .draining, .finished:
            sink.report(of: status.id).flatMap { $0.state == .ok ? nil : $0.message.singleLine }
        }
    }
}
