internal import Glibc
internal import PlugwalkModel
internal import Synchronization
internal import Threading

/// The adapters of this daemon: what the plugins folders hold, and the instances that were selected of it.
final class AdapterFleet: Sendable {
    private let discovery: Discovery
    private let files: Mutex<[FoundAdapter]>
    /// How each instance was started last.
    private let specs = Mutex<[InstanceID: SourceSpec]>([:])
    /// Sources that could not even be launched, and why.
    private let failures = Mutex<[InstanceID: LaunchFailure]>([:])
    private let home: Home
    private let environment: [String: String]
    private let staging: Staging
    private let supervisor: AdapterSupervisor
    private let sink: IntakeSink
    private let installationKey: InstallationKey
    private let clock: any TimeSource
    private let checkpointFlushMs: Int
    private let isInterrupted: @Sendable () -> Bool

    /// Lists the plugins folders and starts the supervisor; no adapter is executed yet.
    ///
    /// - Parameter isInterrupted: Whether whoever waits for an instance shall give up: the daemon is to stop.
    init(
        folders: [String], home: Home, environment: [String: String], place: any AdapterPlace, sink: IntakeSink,
        installationKey: InstallationKey, clock: any TimeSource, checkpointFlushMs: Int,
        isInterrupted: @escaping @Sendable () -> Bool
    ) throws {
        discovery = Discovery(folders: folders)
        files = Mutex(discovery.scan())
        staging = Staging(folder: home.staging)
        supervisor = AdapterSupervisor(place: place, sink: sink, positions: StoredPositions(sink: sink))
        self.home = home
        self.environment = environment
        self.sink = sink
        self.installationKey = installationKey
        self.clock = clock
        self.checkpointFlushMs = checkpointFlushMs
        self.isInterrupted = isInterrupted
        try supervisor.open()
    }

    /// The files of the plugins folders, as they were when they were last listed.
    var found: [FoundAdapter] { files.withLock { $0 } }

    /// Lists the plugins folders anew, without executing any adapter.
    func rescan() {
        let found = discovery.scan()
        files.withLock { $0 = found }
    }

    /// The names that `--source` may take.
    var usableNames: [String] { found.compactMap { $0.manifest?.name }.sorted() }

    /// A file that has the name, usable or not.
    func file(named name: String) -> FoundAdapter? {
        found.first { $0.manifest?.name == name } ?? found.first { $0.fileName == "\(name).so" }
    }

    /// Starts an instance; what it sends goes to the dataset.
    ///
    /// - Throws: `FleetError` with the reason when its file or configuration cannot work.
    func launch(_ spec: SourceSpec, into runtime: DatasetRuntime, timeShift: Int64 = 0) throws(FleetError) -> InstanceID {
        do throws(FleetError) {
            let id = try add(spec, into: runtime, timeShift)
            failures.withLock { $0[id] = nil }
            return id
        } catch {
            let failure = LaunchFailure(spec: spec, state: error.state, words: sink.redact(error.description))
            failures.withLock { $0[spec.instanceID] = failure }
            throw error
        }
    }

    /// The sources that were to run and could not be launched, with the reason.
    var notLaunched: [LaunchFailure] {
        failures.withLock { $0.values.sorted { $0.spec.instanceID < $1.spec.instanceID } }
    }

    private func add(_ spec: SourceSpec, into runtime: DatasetRuntime, _ timeShift: Int64) throws(FleetError) -> InstanceID {
        let file = try usableFile(spec.name)
        let adapter: StagedAdapter
        do throws(StagingError) { adapter = try staging.stage(file) } catch { throw .refused(spec.name, error.description) }
        let id = spec.instanceID
        if id.text == IngestLoop.instance { throw .misconfigured("the name \(id) is that of posted events") }
        let complete = try completed(spec, adapter.manifest)
        let stateFolder = try makeStateFolder(id)
        let account = runtime.account(of: id.text)
        sink.open(
            id, InstanceProfile(id, adapter.manifest), in: runtime, installationKey: installationKey, clock: clock,
            timeShift: timeShift)
        let plan = InstancePlan(
            id: id, adapter: adapter, configJSON: complete.configurationJSON, stateFolder: stateFolder,
            environment: environment.filter { adapter.manifest.capabilities.env.contains($0.key) },
            firstGeneration: account.lastSequence == 0 ? 0 : UInt32(truncatingIfNeeded: account.lastSequence >> 32) + 1,
            checkpointFlushMs: checkpointFlushMs)
        specs.withLock { $0[id] = spec }
        supervisor.add(plan, start: true)
        return id
    }

    /// Blocks until the instance runs, has finished, or cannot; nil when it works.
    func failure(of id: InstanceID, timeout: Duration = .seconds(10)) -> String? {
        let status = wait(for: id, timeout: timeout) { $0.state != .found && $0.state != .starting }
        guard let status else { return "it was not ready in time" }
        switch status.state {
        case .running, .finished, .stalled, .draining, .stopped, .found, .starting: return nil
        case .backoff, .quarantined, .misconfigured, .parked, .rejected:
            return status.lastExit.map { sink.redact($0.summary) } ?? "it is \(status.state.rawValue)"
        }
    }

    /// Whether an instance runs that was started just so.
    func runs(_ spec: SourceSpec) -> Bool {
        let isSame = specs.withLock { $0[spec.instanceID] == spec }
        return isSame && supervisor.statuses.contains { $0.id == spec.instanceID && $0.state.isAlive }
    }

    /// Asks the instance to stop, and blocks until it has ended; false when it is still there after `timeout`.
    func stop(_ id: InstanceID, timeout: Duration) -> Bool {
        supervisor.stop(id)
        return supervisor.wait(for: id, timeout: timeout) { !$0.state.isAlive && $0.state != .backoff } != nil
    }

    /// Lets go of an instance that has ended.
    func forget(_ id: InstanceID) {
        supervisor.forget(id)
        sink.close(id)
        specs.withLock { $0[id] = nil }
    }

    /// Lets go of the adapter's sources that could not be launched.
    func forgetFailures(of name: String) {
        failures.withLock { failures in failures = failures.filter { $0.value.spec.name != name } }
    }

    /// Whether the instance could be started, without starting it.
    func check(_ spec: SourceSpec) throws(FleetError) {
        if let manifest = try usableFile(spec.name).manifest { _ = try completed(spec, manifest) }
    }

    private func usableFile(_ name: String) throws(FleetError) -> FoundAdapter {
        guard let file = file(named: name) else { throw .unknown(name, known: usableNames) }
        if let refusal = file.refusal { throw .refused(name, refusal) }
        return file
    }

    /// What the instance itself says is the matter, as soon as it has said anything; nil when all is well, or it says nothing in
    /// time.
    func complaint(of id: InstanceID, until deadline: Deadline) -> String? {
        sink.report(of: id, until: deadline).flatMap { $0.state == .ok ? nil : $0.message.singleLine }
    }

    /// Blocks until the instance has come to its end; false when `timeout` passes first.
    func waitUntilFinished(_ id: InstanceID, timeout: Duration) -> Bool {
        wait(for: id, timeout: timeout) { !$0.state.isAlive && $0.state != .found && $0.state != .backoff } != nil
    }

    var statuses: [InstanceStatus] { supervisor.statuses }

    /// Stops all instances. Blocks for their grace time at most.
    func close() { supervisor.close() }

    private func wait(
        for id: InstanceID, timeout: Duration, until condition: (InstanceStatus) -> Bool
    ) -> InstanceStatus? {
        let deadline = Deadline(after: timeout)
        while true {
            if let status = supervisor.wait(for: id, timeout: .milliseconds(100), until: condition) { return status }
            if deadline.hasPassed || isInterrupted() { return nil }
        }
    }

    private func completed(_ spec: SourceSpec, _ manifest: Manifest) throws(FleetError) -> SourceSpec {
        let variables = ["plugwalk": home.path, "home": environment["HOME"] ?? "/"]
        do throws(ConfigurationError) {
            return try ConfigurationSchema(json: manifest.configSchemaJSON).complete(spec, variables: variables)
        } catch {
            throw .misconfigured(error.description)
        }
    }

    private func makeStateFolder(_ id: InstanceID) throws(FleetError) -> String {
        let folder = "\(home.instanceStates)/\(id)"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw .refused(id.text, "cannot make its state folder \(folder): \(lastError)")
        }
        return folder
    }
}

/// A source that was to run and could not be launched.
struct LaunchFailure: Sendable {
    let spec: SourceSpec
    let state: InstanceState
    /// Why, redacted.
    let words: String
}

/// Why an instance cannot be started.
enum FleetError: Error, Equatable, CustomStringConvertible {
    /// There is no adapter of that name.
    case unknown(String, known: [String])
    /// Its file cannot be used.
    case refused(String, String)
    /// Its configuration cannot work.
    case misconfigured(String)

    /// How an instance stands that cannot be started for this reason.
    var state: InstanceState {
        if case .misconfigured = self { .misconfigured } else { .rejected }
    }

    var description: String {
        switch self {
        case .unknown(let name, _): "there is no adapter \(name)"
        case .refused(let name, let reason): "the adapter \(name) cannot be used: \(reason)"
        case .misconfigured(let words): words
        }
    }
}

extension InstanceProfile {
    fileprivate init(_ id: InstanceID, _ manifest: Manifest) {
        var kinds: Set<String>?
        if case .listed(let versions) = manifest.kinds { kinds = Set(versions.keys) }
        self.init(
            instance: id.text, adapter: manifest.name, adapterVersion: manifest.version, short: manifest.short,
            source: manifest.source, kinds: kinds, checkpointVersion: manifest.checkpointVersion)
    }
}
