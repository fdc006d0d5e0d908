import AdapterABI
import PlugwalkHost
import TestSupport
import Testing

@Suite struct FrameDecoderTests {
    static let chunkSizes = [1, 7, 4096]

    @Test(arguments: chunkSizes)
    func `a batch keeps every string in its field`(chunk: Int) throws {
        var event = FrameBuilder.Event(flags: PW_EVENT_EXACT, time: -5, order: .max)
        event.texts = EventField.allCases.map { "\($0)" }
        let bytes = FrameBuilder.batch(
            1, flags: 1, events: [event, FrameBuilder.Event()], checkpoints: [(0, "a.jsonl", "17"), (1, "gone", "")],
            counts: [(3, "coalesced")], losses: [(9, "kernel", "overflow")])
        guard case .batch(let batch) = try decode(bytes, chunk: chunk).first else { throw Unexpected() }
        #expect(batch.sequence == 1 && batch.droppable && batch.byteCost == bytes.count)
        #expect(batch.events.count == 2)
        #expect(batch.events[0].flags == PW_EVENT_EXACT && batch.events[0].timeNs == -5 && batch.events[0].sourceOrder == .max)
        for field in EventField.allCases { #expect(batch.text(batch.events[0][field]) == "\(field)") }
        #expect(EventField.allCases.allSatisfy { batch.events[1][$0].isEmpty })
        #expect(batch.checkpoints.map { batch.text($0.stream) + "=" + batch.text($0.blob) } == ["a.jsonl=17", "gone="])
        #expect(batch.checkpoints.map(\.forget) == [false, true])
        #expect(batch.counts.map { "\($0.n) \(batch.text($0.name))" } == ["3 coalesced"])
        #expect(batch.losses.map { "\($0.n) \(batch.text($0.stream)) \(batch.text($0.reason))" } == ["9 kernel overflow"])
    }

    @Test(arguments: chunkSizes)
    func `the small frames carry what was said`(chunk: Int) throws {
        let bytes =
            FrameBuilder.hello() + FrameBuilder.pulse() + FrameBuilder.log(4, "careful")
            + FrameBuilder.health(state: 9, progress: .max, lag: -1, backlog: 3, "away", "")
            + FrameBuilder.exit(-3, stage: 1, "no url")
        let frames = try decode(bytes, chunk: chunk)
        #expect(
            frames.map(Self.words) == [
                "hello 1.0 pid 4711", "pulse", "log 4 careful",
                "health degraded away nil nil Optional(3) nil", "exit -3 create no url",
            ])
    }

    static func words(_ frame: WorkerFrame) -> String {
        switch frame {
        case .hello(let hello): "hello \(hello.abiMajor).\(hello.abiMinor) pid \(hello.pid)"
        case .batch(let batch): "batch \(batch.sequence)"
        case .health(let health):
            "health \(health.state) \(health.message) \(health.detailJSON as Any) \(health.lagNs as Any) \(health.backlog as Any) \(health.progressBasisPoints as Any)"
        case .log(let level, let message): "log \(level) \(message)"
        case .pulse: "pulse"
        case .exit(let report): "exit \(report.status) \(report.stage) \(report.text)"
        }
    }

    private static let event = FrameBuilder.Event()
    private static func payload(of size: Int) -> FrameBuilder.Event {
        var event = FrameBuilder.Event()
        event.texts[EventField.payload.rawValue] = String(repeating: "x", count: size)
        return event
    }

    static let malformed: [(name: String, bytes: [UInt8], error: FrameError)] = [
        ("unknown type", FrameBuilder.frame(type: 99, []), .unknownType(99)),
        ("a host's frame", FrameBuilder.frame(type: 3, [0, 0, 0, 0, 0, 0, 0, 0]), .unknownType(3)),
        ("length below the header", FrameBuilder.frame(type: 20, [], length: 11), .length(-1, type: .pulse, allowed: 0...0)),
        (
            "huge length", FrameBuilder.frame(type: 17, sequence: 1, [], length: .max),
            .length(Int(UInt32.max) - 12, type: .batch, allowed: 16...(9 << 20))
        ),
        ("pulse with a body", FrameBuilder.frame(type: 20, [1]), .length(1, type: .pulse, allowed: 0...0)),
        ("short hello", FrameBuilder.frame(type: 16, [1]), .length(1, type: .hello, allowed: 12...12)),
        (
            "log flood in one line", FrameBuilder.frame(type: 19, [], length: 1 << 20),
            .length((1 << 20) - 12, type: .log, allowed: 4...8196)
        ),
        ("flags on a pulse", FrameBuilder.frame(type: 20, flags: 1, []), .unknownFlags(1, in: "the header of a pulse frame")),
        ("unknown batch flag", FrameBuilder.batch(1, flags: 2), .unknownFlags(2, in: "the header of a batch frame")),
        ("first batch is no. 2", FrameBuilder.batch(2), .sequence(2, expected: 1)),
        ("repeated batch", FrameBuilder.batch(1) + FrameBuilder.batch(1), .sequence(1, expected: 2)),
        ("numbered pulse", FrameBuilder.frame(type: 20, sequence: 1, []), .sequence(1, expected: 0)),
        (
            "count without records",
            FrameBuilder.frame(type: 17, sequence: 1, FrameBuilder.bytes(UInt32(1)) + [UInt8](repeating: 0, count: 12)),
            .tooMany("events", count: 1)
        ),
        (
            "count of 2^32-1", FrameBuilder.frame(type: 17, sequence: 1, [UInt8](repeating: 0xFF, count: 16)),
            .tooMany("events", count: .max)
        ),
        (
            "text beyond the frame",
            FrameBuilder.frame(
                type: 17, sequence: 1,
                [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + FrameBuilder.bytes(UInt32(0)) + FrameBuilder.bytes(UInt32.max)
                    + FrameBuilder.bytes(UInt32(0))),
            .textMissing
        ),
        ("text left", FrameBuilder.frame(type: 17, sequence: 1, [UInt8](repeating: 0, count: 17)), .textLeft(1)),
        (
            "unknown event flag", FrameBuilder.batch(1, events: [FrameBuilder.Event(flags: 1 << 20)]),
            .unknownFlags(1 << 20, in: "an event")
        ),
        ("unknown checkpoint flag", FrameBuilder.batch(1, checkpoints: [(2, "", "")]), .unknownFlags(2, in: "a checkpoint")),
        (
            "large payload", FrameBuilder.batch(1, events: [payload(of: 4 << 20 + 1)]),
            .tooLong("a payload", length: 4 << 20 + 1, limit: 4 << 20)
        ),
        (
            "large batch", FrameBuilder.batch(1, events: [payload(of: 4 << 20), payload(of: 4 << 20), payload(of: 1)]),
            .batchTooBig(8 << 20 + 1)
        ),
        (
            "long count name", FrameBuilder.batch(1, counts: [(1, String(repeating: "n", count: 1025))]),
            .tooLong("a count's name", length: 1025, limit: 1024)
        ),
        ("second hello", FrameBuilder.hello() + FrameBuilder.hello(), .repeatedHello),
        ("pulse after exit", FrameBuilder.exit(0, stage: 2, "") + FrameBuilder.pulse(), .afterExit),
        ("unknown stage", FrameBuilder.exit(0, stage: 3, ""), .unknownStage(3)),
        ("health text left", FrameBuilder.frame(type: 18, [UInt8](repeating: 0, count: 33)), .textLeft(1)),
    ]

    @Test(arguments: malformed.indices)
    func `bytes that are no frame are refused by what is wrong with them`(index: Int) throws {
        let (name, bytes, error) = Self.malformed[index]
        for chunk in Self.chunkSizes {
            #expect(throws: error, "\(name), chunk \(chunk)") { try decode(bytes, chunk: chunk) }
        }
    }

    @Test func `after an error the decoder repeats it`() {
        var decoder = FrameDecoder(generation: 0)
        var frames: [WorkerFrame] = []
        for bytes in [FrameBuilder.frame(type: 99, []), FrameBuilder.pulse()] {
            #expect(throws: FrameError.unknownType(99)) { try bytes.withUnsafeBytes { try decoder.push($0, into: &frames) } }
        }
        #expect(frames.isEmpty)
    }

    @Test func `batches are numbered by generation`() throws {
        var decoder = FrameDecoder(generation: 7)
        var frames: [WorkerFrame] = []
        try FrameBuilder.batch(7 << 32 | 1).withUnsafeBytes { try decoder.push($0, into: &frames) }
        #expect(frames.count == 1)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `the size of the pieces never changes the frames`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = randomConversation(&random)
        let whole = try decode(bytes, chunk: bytes.count).map(Self.words)
        for chunk in Self.chunkSizes + [Int.random(in: 1...64, using: &random)] {
            #expect(try decode(bytes, chunk: chunk).map(Self.words) == whole, "seed \(seed), chunk \(chunk)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `damaged bytes give frames or an error, and slices within their batch`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = randomConversation(&random)
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        var decoder = FrameDecoder(generation: 0)
        var frames: [WorkerFrame] = []
        try? bytes.withUnsafeBytes { try decoder.push($0, into: &frames) }
        for case .batch(let batch) in frames {
            for event in batch.events {
                #expect(EventField.allCases.allSatisfy { event[$0].range.upperBound <= batch.bytes.count }, "seed \(seed)")
            }
        }
    }

    private func randomConversation(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = FrameBuilder.hello()
        for sequence in 1...UInt64.random(in: 1...20, using: &random) {
            let events = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                var event = FrameBuilder.Event()
                event.texts = (0..<17).map { _ in String(repeating: "é", count: Int.random(in: 0...9, using: &random)) }
                return event
            }
            bytes += FrameBuilder.batch(sequence, events: events, checkpoints: [(0, "s", "\(sequence)")])
            if Bool.random(using: &random) { bytes += FrameBuilder.pulse() }
            if Bool.random(using: &random) { bytes += FrameBuilder.log(6, "line \(sequence)") }
        }
        return bytes + FrameBuilder.exit(3, stage: 2, "")
    }

    private func decode(_ bytes: [UInt8], chunk: Int) throws -> [WorkerFrame] {
        var decoder = FrameDecoder(generation: 0)
        var frames: [WorkerFrame] = []
        // The large tables of the limits are slow byte by byte, and have nothing new to show there.
        let chunk = bytes.count > 1 << 20 ? max(chunk, 4096) : chunk
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes { try decoder.push($0, into: &frames) }
        }
        #expect(decoder.isBetweenFrames)
        return frames
    }
}

struct Unexpected: Error {}
