import AdapterABI
import AdapterKit
import AdapterTesting
import Testing

/// An adapter that does what the configuration says, for looking at what reaches the host.
private final class Scripted: Adapter {
    static let name: StaticString = "scripted"
    private let script: String
    private var position: Int32 = 0
    private var isDirty = false

    init(_ start: Start) throws(AdapterError) {
        try start.configuration.expect(only: ["script", "note"])
        guard let script = start.configuration["script"] else { throw AdapterError(.configuration, "\"script\" is missing.") }
        self.script = script
    }

    func start(emit: Emitter) throws(AdapterError) {
        switch script {
        case "every field": emit.emit(everyField)
        case "flood": flood(emit)
        case "huge": huge(emit)
        case "large record": largeRecord(emit)
        case "silent": silent(emit)
        case "fail": throw AdapterError(.transient, "The source is gone.")
        default: break
        }
    }

    func checkpoint() -> [Checkpoint] {
        defer { isDirty = false }
        var blob: [UInt8] = []
        blob.append(littleEndian: position)
        return isDirty ? [Checkpoint(stream: "s", blob: blob)] : []
    }

    private var everyField: Event {
        var event = Event(kind: "kind", entity: .permission, id: .string("entity"))
        event.status = .blocked
        event.severity = .warn
        event.time = .exact(5)
        event.order = 6
        event.stream = "stream"
        event.key = .bytes(Array("key".utf8))
        event.isKeyGlobal = true
        event.source = "source"
        event.run = "run"
        event.session = "session"
        event.parentSession = "parent"
        event.agent = "agent"
        event.correlation = "correlation"
        event.title = .string("title ü")
        event.summary = "summary"
        event.payload = "{}"
        event.tags = "[]"
        return event
    }

    private func record(_ emit: Emitter, _ count: Int = 1) {
        for index in 0..<count { emit.emit(Event(kind: .string("\(position).\(index)"), entity: .run)) }
        emit.count("records")
        emit.count(named: "copies of \(count)")
        position += 1
        isDirty = true
        emit.endRecord()
    }

    private func flood(_ emit: Emitter) {
        for _ in 0..<1_000 where !emit.isStopping { record(emit) }
    }

    private func huge(_ emit: Emitter) {
        var event = Event(kind: "huge", entity: .run)
        event.payload = .bytes(Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x61, count: Int(PW_MAX_PAYLOAD)) + Array("\"}".utf8))
        event.summary = .bytes([UInt8](repeating: 0x61, count: Int(PW_MAX_TEXT) - 1) + Array("ü".utf8))
        emit.emit(event)
    }

    private func largeRecord(_ emit: Emitter) {
        emit.count("records")
        for _ in 0..<3 {
            var event = Event(kind: "large", entity: .run)
            event.payload = .bytes(Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x61, count: 3 << 20) + Array("\"}".utf8))
            emit.emit(event)
        }
        position += 1
        isDirty = true
        emit.endRecord()
    }

    private func silent(_ emit: Emitter) {
        position = 1
        isDirty = true
        emit.endRecord()
        while emit.wait(milliseconds: 50) {}
    }
}

struct EmitterTests {
    private let host = FakeHost()
    private let adapter = AdapterUnderTest(Scripted.self)

    private func run(_ script: String) -> pw_status { host.run(adapter, configuration: ["script": script]) }

    @Test func `every field arrives where it belongs`() throws {
        #expect(run("every field") == PW_DONE)
        let event = try #require(host.events.first)
        #expect(
            [
                event.stream, event.key, event.kind, event.source, event.run, event.session, event.parentSession, event.agent,
                event.entityType,
                event.entityID, event.status, event.severity, event.title, event.summary, event.payload, event.correlation,
                event.tags,
            ] == [
                "stream", "key", "kind", "source", "run", "session", "parent", "agent", "permission", "entity", "blocked", "warn",
                "title ü",
                "summary", "{}", "correlation", "[]",
            ])
        #expect(event.time == .exact(5) && event.order == 6 && event.isKeyGlobal)
    }

    @Test func `each batch carries the position and the counts of exactly its records`() {
        var refused = 0
        host.answer = { batch in
            refused += 1
            return refused.isMultiple(of: 2) ? .take : .busy
        }
        #expect(run("flood") == PW_DONE)
        #expect(host.events.count == 1_000)
        #expect(host.batches.map(\.events.count).max() == 256)
        for batch in host.batches {
            let position = batch.checkpoints.first.map {
                $0.blob.withSlice { slice -> Int32? in
                    var reader = BinaryReader(slice); return reader.next()
                }
            }
            #expect(batch.events.last?.kind == position.flatMap { $0 }.map { "\($0 - 1).0" })
        }
        #expect(host.counts == ["records": 1_000, "copies of 1": 1_000])
    }

    @Test func `a refused batch ends the run, and its counts are not kept`() {
        host.answer = { [host] _ in host.batches.isEmpty ? .take : .refuse }
        #expect(run("flood") == PW_STOPPING)
        #expect(host.events.count == 256)
        #expect(host.counts["records"] == 256)
    }

    @Test func `a stop is noticed between two batches of a long reading, and what is gathered still arrives`() {
        host.answer = { [host] _ in
            if host.batches.count == 1 { host.requestStop() }
            return .take
        }
        #expect(run("flood") == PW_STOPPING)
        #expect(host.events.count == 512)
        #expect(host.counts["records"] == 512)
    }

    @Test func `a batch that leaves within a record carries neither its counts nor its position`() {
        #expect(run("large record") == PW_DONE)
        #expect(host.batches.map(\.events.count) == [1, 1, 1])
        #expect(host.batches.map(\.checkpoints.count) == [0, 0, 1])
        host.answer = { [host] _ in host.batches.count < 5 ? .take : .refuse }
        #expect(run("large record") == PW_STOPPING)
        #expect(host.counts == ["records": 1])
    }

    @Test func `what the host would refuse as too large is cut`() throws {
        _ = run("huge")
        let event = try #require(host.events.first)
        #expect(event.payload == "{\"cut\":\"a payload of 4194312 bytes is over the limit of 4194304\"}")
        #expect(event.summary.utf8.count == Int(PW_MAX_TEXT) - 1)
        #expect(event.problems().isEmpty)
    }

    @Test func `a position without events leaves within two seconds`() {
        let start = Clock.monotonicNs()
        host.goOnAfterWait = { [host] in host.checkpoints.isEmpty && Clock.monotonicNs() - start < 10_000_000_000 }
        #expect(run("silent") == PW_STOPPING)
        #expect(host.checkpoints["s"] == [1, 0, 0, 0])
        #expect((1_900_000_000..<8_000_000_000).contains(Clock.monotonicNs() - start))
    }

    @Test func `a failure has its status and its text`() {
        #expect(run("fail") == PW_E_TRANSIENT)
        #expect(host.failure == "The source is gone.")
    }

    @Test(
        arguments: [
            ([:], "\"script\" is missing."), (["skript": "x"], "Unknown key \"skript\". Known: script, note."),
        ] as [([String: String], String)]) func `a wrong configuration is refused in words`(
            configuration: [String: String], text: String
        )
    {
        #expect(host.run(adapter, configuration: configuration) == PW_E_CONFIG)
        #expect(host.failure == text)
    }
}
