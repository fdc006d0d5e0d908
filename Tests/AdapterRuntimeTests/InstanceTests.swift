import AdapterABI
import Foundation
import PlugwalkHost
import Testing

/// Where an adapter can run; what both must do is tested in both.
enum Place: String, CaseIterable, CustomTestStringConvertible {
    case worker, inProcess

    var place: any AdapterPlace { self == .worker ? WorkerPlace(program: AdapterBuilder.worker) : InProcessPlace() }
    var testDescription: String { rawValue }
}

/// One start of the fault adapter, with the sink it speaks to.
struct Start {
    let sink = RecordingSink()
    let instance: AdapterInstance

    init(
        _ mode: String, at place: Place = .worker, file: [String] = [], window: Int = 1 << 20, generation: UInt32 = 0,
        checkpoints: [Checkpoint] = [], environment: [String: String] = [:]
    ) throws {
        let built = try AdapterBuilder.faults(file)
        // Two starts within one process would share the adapter's globals, so each gets a file of its own.
        let path = place == .inProcess ? try AdapterBuilder.copy(of: built) : built
        let section = try Self.manifest(of: path)
        let plan = LaunchPlan(
            instance: InstanceID("faults"), file: path, manifest: section, configJSON: "{\"mode\":\"\(mode)\"}",
            stateFolder: NSTemporaryDirectory(), environment: environment, generation: generation, checkpoints: checkpoints,
            windowBytes: window)
        let sink = sink
        instance = AdapterInstance(plan, at: place.place, sink: sink) { news in
            if case .ready = news { sink.ready() }
        }
        try instance.start()
    }

    /// The end of the adapter, which comes by itself.
    func end() throws -> AdapterExit {
        let record = try #require(sink.wait { !$0.exits.isEmpty })
        instance.join()
        return record.exits[0]
    }

    private static func manifest(of path: String) throws -> Manifest {
        try Manifest(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path)).faultsManifest))
    }
}

extension Data {
    /// The manifest as it stands in the file; a test may look for it by its first and last bytes.
    var faultsManifest: Data {
        let start = range(of: Data("{\"id\":\"test.faults\"".utf8))!.lowerBound
        return self[start..<self[start...].firstIndex(of: 0)!]
    }
}

@Suite struct InstanceTests {
    @Test(arguments: Place.allCases)
    func `an adapter's events, checkpoints and end arrive in order`(place: Place) throws {
        let start = try Start("numbers", at: place)
        let exit = try start.end()
        #expect(exit.report == ExitReport(status: PW_DONE, stage: .run, text: ""))
        #expect(exit.outcome(stopRequested: false) == .finished)
        let record = start.sink.now
        #expect(record.isReady)
        #expect(record.keys == (0..<1000).map(String.init))
        #expect(record.batches.map(\.sequence) == (1...100).map(UInt64.init))
        let last = try #require(record.batches.last)
        #expect(last.checkpoints.map { last.text($0.blob) } == ["1000"])
        #expect(last.text(last.events[0][.kind]) == "number")
        #expect(last.events[0].timeNs == RawEvent.unknownTime)
    }

    @Test(arguments: Place.allCases)
    func `a restarted adapter goes on from its checkpoint`(place: Place) throws {
        let position = Checkpoint(stream: Array("numbers".utf8), blob: Array("990".utf8))
        let start = try Start("numbers", at: place, generation: 3, checkpoints: [position])
        _ = try start.end()
        #expect(start.sink.now.keys == (990..<1000).map(String.init))
        #expect(start.sink.now.batches.map(\.sequence) == [3 << 32 | 1])
    }

    @Test(arguments: Place.allCases)
    func `a sink that blocks loses no batch`(place: Place) throws {
        let start = try Start("flood", at: place, window: 100_000)
        _ = try #require(start.sink.wait { !$0.batches.isEmpty })
        start.sink.block(true)
        let held = start.sink.now.batches.count
        start.sink.block(false)
        _ = try #require(start.sink.wait { $0.batches.count > held + 50 })
        start.instance.requestStop(grace: .seconds(5))
        let exit = try start.end()
        #expect(exit.outcome(stopRequested: true) == .stopped)
        let record = start.sink.now
        #expect(record.batches.map(\.sequence) == (1...UInt64(record.batches.count)).map { $0 })
        #expect(record.keys == record.keys.indices.map(String.init))
    }

    @Test(arguments: Place.allCases)
    func `a batch larger than the window passes when nothing is outstanding`(place: Place) throws {
        let start = try Start("numbers", at: place, window: 10)
        #expect(try start.end().outcome(stopRequested: false) == .finished)
        #expect(start.sink.now.keys.count == 1000)
    }

    @Test(arguments: Place.allCases)
    func `wait returns at once when stop is asked for`(place: Place) throws {
        let start = try Start("wait", at: place)
        _ = try #require(start.sink.wait(for: \.isReady))
        let asked = MonotonicTime.now()
        start.instance.requestStop(grace: .seconds(20))
        #expect(try start.end().report?.status == PW_STOPPING)
        #expect(MonotonicTime.now() - asked < .seconds(5))
    }

    @Test(arguments: Place.allCases)
    func `a stop that is asked for before the adapter runs is not forgotten`(place: Place) throws {
        let start = try Start("wait", at: place)
        start.instance.requestStop(grace: .seconds(20))
        #expect(try start.end().outcome(stopRequested: true) == .stopped)
    }

    @Test(arguments: Place.allCases)
    func `interrupt wakes an adapter that waits in something else`(place: Place) throws {
        let start = try Start("interrupt", at: place)
        _ = try #require(start.sink.wait { $0.messages == ["waiting"] })
        start.instance.requestStop(grace: .seconds(20))
        #expect(try start.end().outcome(stopRequested: true) == .stopped)
    }

    @Test(arguments: Place.allCases)
    func `emit takes batches until the grace time is over`(place: Place) throws {
        let flush = try Start("flush", at: place)
        flush.instance.requestStop(grace: .seconds(20))
        #expect(try flush.end().report?.status == PW_STOPPING)
        // A stop before run() leaves run() out: then there is nothing to flush.
        #expect([0, 10].contains(flush.sink.now.keys.count))

        let late = try Start("late-emit", at: place)
        _ = try #require(late.sink.wait(for: \.isReady))
        late.instance.requestStop(grace: .milliseconds(200))
        #expect(try late.end().outcome(stopRequested: true) == .stopped)
    }

    @Test(arguments: Place.allCases)
    func `counts and losses reach the host without a batch`(place: Place) throws {
        let start = try Start("counts", at: place)
        let record = try #require(start.sink.wait { !$0.batches.isEmpty })
        let batch = record.batches[0]
        #expect(batch.events.isEmpty && batch.checkpoints.isEmpty)
        #expect(record.counts() == ["coalesced": 5])
        #expect(
            batch.losses.map { [batch.text($0.stream), String($0.n), batch.text($0.reason)] } == [["kernel", "7", "overflow"]])
        start.instance.requestStop(grace: .seconds(5))
        _ = try start.end()
    }

    @Test(arguments: Place.allCases)
    func `more names than fit are added up, and nothing is lost`(place: Place) throws {
        let start = try Start("many-counts", at: place)
        _ = try start.end()
        let counts = start.sink.now.counts()
        #expect(counts.count == 128)
        #expect(counts["(other)"] == 1000 - 127)
        #expect(counts.values.reduce(0, +) == 1000)
    }

    // With the smaller window every batch is larger than all of it, and waits for all others to be given back.
    @Test(arguments: Place.allCases, [20_000, 10])
    func `four threads may emit at once`(place: Place, window: Int) throws {
        let start = try Start("threads", at: place, window: window)
        #expect(try start.end().outcome(stopRequested: false) == .finished)
        let record = start.sink.now
        #expect(Set(record.keys) == Set((0..<4000).map(String.init)))
        #expect(record.counts()["rounds"] == 80)
        #expect(record.batches.map(\.sequence) == (1...UInt64(record.batches.count)).map { $0 })
    }

    @Test(arguments: Place.allCases)
    func `health is told once as long as it is equal`(place: Place) throws {
        let start = try Start("health", at: place)
        _ = try start.end()
        #expect(
            start.sink.now.health == [
                AdapterHealth(
                    state: .degraded, message: "the server is away", detailJSON: "{\"tries\":3}", lagNs: 5,
                    progressBasisPoints: 2500),
                AdapterHealth(state: .degraded, message: "the server is away", detailJSON: "{\"tries\":3}", lagNs: 5),
            ])
    }

    @Test(arguments: [
        ("bad-config", AdapterExit.Outcome.misconfigured, "create() ended with PW_E_CONFIG: url is missing"),
        ("bad-checkpoint", .parked, "create() ended with PW_E_CHECKPOINT: written by a newer version"),
        ("transient", .transient, "run() ended with PW_E_TRANSIENT: the server hung up"),
        ("unknown", .crashed, "run() ended with status -77"),
        ("ok", .crashed, "run() ended with PW_OK"),
    ])
    func `an adapter's own end has its class and its words`(mode: String, outcome: AdapterExit.Outcome, words: String) throws {
        for place in Place.allCases {
            let exit = try Start(mode, at: place).end()
            #expect(exit.outcome(stopRequested: false) == outcome)
            #expect(exit.summary == words)
        }
    }
}
