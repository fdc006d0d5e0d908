import AdapterABI
import AdapterKit
import AdapterTesting
import Testing

/// Counts to a thousand. `fault` says what it does wrong.
private final class Counter: Adapter {
    static let name: StaticString = "counter"
    private let fault: String?
    private let generation: UInt32
    private var next: Int32 = 0
    private var stored: Int32 = -1

    init(_ start: Start) throws(AdapterError) {
        fault = start.configuration["fault"]
        generation = start.generation
        for checkpoint in start.checkpoints {
            next =
                checkpoint.blob.withSlice { slice -> Int32? in
                    var reader = BinaryReader(slice); return reader.next()
                } ?? 0
        }
    }

    func start(emit: Emitter) throws(AdapterError) {
        while next < 1_000, !emit.isStopping {
            var event = Event(kind: "number", entity: .run)
            event.key = .string(fault == "keys" ? "\(UInt64.random(in: 0...UInt64.max))" : "\(next)")
            event.payload = fault == "payload" ? "[]" : "{}"
            emit.emit(event)
            if fault != "counts" || generation == 0 { emit.count("records") }
            next += 1
            emit.endRecord()
        }
        while emit.wait(milliseconds: 10_000) {}
    }

    func checkpoint() -> [Checkpoint] {
        let position = fault == "late" ? max(0, next - 1) : fault == "early" ? next + 1 : next
        guard position != stored else { return [] }
        stored = position
        var blob: [UInt8] = []
        blob.append(littleEndian: position)
        return [Checkpoint(stream: "numbers", blob: blob)]
    }
}

struct AdapterContractTests {
    private func violations(_ fault: String?) -> [String] {
        AdapterContract(AdapterUnderTest(Counter.self), configuration: fault.map { ["fault": $0] } ?? [:]).violations()
    }

    @Test func `an adapter that keeps the contract is found to`() {
        #expect(violations(nil) == [])
    }

    @Test(arguments: [
        ("keys", "a second reading of the source gave other keys"),
        ("payload", "payload is no JSON object"),
        ("late", "a checkpoint does not cover its batch"),
        ("early", "a kill after 1 batches changed the events"),
        ("counts", "a kill after 1 batches changed the counts"),
    ]) func `a breach is found`(fault: String, sentence: String) {
        #expect(violations(fault).contains { $0.contains(sentence) })
    }

    @Test func `an adapter that was asked to stop returns at once, whatever it waits for`() {
        let run = BackgroundRun(AdapterUnderTest(Counter.self), on: FakeHost(), configuration: [:])
        #expect(run.untilWaiting())
        let asked = Clock.monotonicNs()
        #expect(run.stop() == PW_STOPPING)
        #expect(Clock.monotonicNs() - asked < 2_000_000_000)
    }

    @Test func `a file that is no adapter is refused with its reason`() {
        let error = #expect(throws: AdapterError.self) { try AdapterUnderTest(loading: "/nowhere/nothing.so") }
        #expect(error?.message.contains("/nowhere/nothing.so could not be loaded") == true)
    }
}
