import AdapterABI
import Foundation
import PlugwalkHost
import Testing
import Threading

/// A store that has committed what the sink has taken.
private struct Committed: CommittedPositions {
    let sink: RecordingSink

    func checkpoints(of instance: InstanceID) -> [Checkpoint]? {
        var positions: [[UInt8]: [UInt8]] = [:]
        for batch in sink.now.batches {
            for checkpoint in batch.checkpoints { positions[Array(batch[checkpoint.stream])] = Array(batch[checkpoint.blob]) }
        }
        return positions.map { Checkpoint(stream: $0.key, blob: $0.value) }
    }

    func commits(of instance: InstanceID) -> UInt64 { UInt64(sink.now.batches.count) }
}

@Suite struct SupervisorTests {
    private let sink = RecordingSink()
    private let id = InstanceID("faults")

    private func supervise(
        _ mode: String, at place: Place = .worker, _ body: (AdapterSupervisor) throws -> Void
    ) throws {
        var limits = InstanceLifecycle.Limits()
        limits.firstBackoff = .milliseconds(1)
        limits.startDeadline = .milliseconds(1500)
        let supervisor = AdapterSupervisor(place: place.place, sink: sink, positions: Committed(sink: sink), limits: limits)
        try supervisor.open()
        supervisor.add(try plan(mode), start: true)
        defer { supervisor.close() }
        try body(supervisor)
    }

    private func plan(_ mode: String) throws -> InstancePlan {
        let path = try AdapterBuilder.faults()
        let manifest = try Manifest(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path)).faultsManifest))
        return InstancePlan(
            id: id, adapter: StagedAdapter(path: path, hash: "", manifest: manifest), configJSON: "{\"mode\":\"\(mode)\"}",
            stateFolder: NSTemporaryDirectory())
    }

    @discardableResult
    private func wait(_ supervisor: AdapterSupervisor, for state: InstanceState) throws -> InstanceStatus {
        try #require(supervisor.wait(for: id, timeout: .seconds(20)) { $0.state == state })
    }

    @Test(arguments: [
        ("numbers", InstanceState.finished), ("bad-config", .misconfigured), ("bad-checkpoint", .parked), ("wait", .running),
    ])
    func `an instance comes to the state that its adapter's end means`(mode: String, state: InstanceState) throws {
        try supervise(mode) { try wait($0, for: state) }
    }

    @Test func `three crashes at one position end in quarantine, with the reason kept`() throws {
        try supervise("create-crash") { supervisor in
            let status = try wait(supervisor, for: .quarantined)
            #expect(status.restarts == 2)
            #expect(status.lastExit?.end == .signalled(SIGABRT))
        }
    }

    @Test func `a crash between commits is started again at its checkpoint, and nothing is missing`() throws {
        try supervise("flood") { supervisor in
            for round in 1...3 {
                try wait(supervisor, for: .running)
                let taken = sink.now.batches.count
                _ = try #require(sink.wait { $0.batches.count > taken + 20 })
                kill(try #require(supervisor.statuses.first?.processID), SIGKILL)
                _ = try #require(supervisor.wait(for: id, timeout: .seconds(20)) { $0.restarts == round && $0.state == .running })
            }
        }
        let generations = Set(sink.now.batches.map { $0.sequence >> 32 })
        #expect(generations == [0, 1, 2, 3])
    }

    @Test func `what hangs in create is killed at the start deadline`() throws {
        try supervise("create-hang") { supervisor in
            let status = try #require(supervisor.wait(for: id, timeout: .seconds(20)) { $0.restarts >= 1 })
            #expect(status.lastExit?.cause == .startDeadline)
        }
    }

    @Test func `what gives no sign of life is stalled, then started again`() throws {
        try supervise("hang") { supervisor in
            try wait(supervisor, for: .stalled)
            let status = try #require(supervisor.wait(for: id, timeout: .seconds(20)) { $0.restarts >= 1 && $0.state == .starting })
            #expect(status.lastExit?.cause == .stalled)
        }
    }

    @Test func `waiting is a sign of life`() throws {
        try supervise("wait") { supervisor in
            try wait(supervisor, for: .running)
            // Three times what the manifest allows.
            #expect(supervisor.wait(for: id, timeout: .seconds(3)) { $0.state == .stalled } == nil)
        }
    }

    @Test func `closing ends what does not stop by itself, within its grace`() throws {
        let began = MonotonicTime.now()
        try supervise("hang") { try wait($0, for: .running) }
        #expect(sink.now.exits.map(\.cause) == [.stopDeadline])
        #expect(MonotonicTime.now() - began < .seconds(8))
    }

    @Test(arguments: Place.allCases)
    func `a new plan drains the old start first`(place: Place) throws {
        try supervise("wait", at: place) { supervisor in
            try wait(supervisor, for: .running)
            supervisor.add(try plan("numbers"), start: true)
            let status = try wait(supervisor, for: .finished)
            #expect(status.generation == 1)
            #expect(sink.now.exits.map(\.report?.status) == [PW_STOPPING, PW_DONE])
        }
    }

    @Test func `a stopped instance stays stopped until it is started`() throws {
        try supervise("wait") { supervisor in
            try wait(supervisor, for: .running)
            supervisor.stop(id)
            try wait(supervisor, for: .stopped)
            supervisor.start(id)
            #expect(try wait(supervisor, for: .running).generation == 1)
        }
    }
}
