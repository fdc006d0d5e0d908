import AdapterKit
import AdapterTesting
import Testing

@testable import OpenCodeJSONLAdapter

/// Every recorded log, read in every way.
struct RecordingTests {
    private let folder = TemporaryFolder()
    private let adapter = AdapterUnderTest(OpenCodeJSONL.self)

    private func read(_ bytes: [UInt8], by adapter: AdapterUnderTest? = nil) -> FakeHost {
        folder.write(bytes, to: "log.jsonl")
        let host = FakeHost()
        host.run(adapter ?? self.adapter, configuration: ["path": folder.path])
        return host
    }

    @Test func `the recordings are there`() {
        #expect(Recording.all.count >= 20)
    }

    @Test(arguments: Recording.all) func `each record is counted once, and no event would be refused`(recording: Recording) throws {
        let host = read(recording.bytes)
        let records = host.counts["records"] ?? 0
        #expect(try UInt64(recording.facts.records) == records)
        #expect(host.counts.filter { $0.key != "records" }.values.reduce(0, +) == records)
        #expect(host.events.flatMap { $0.problems() }.isEmpty)
        #expect(host.reports.allSatisfy { $0.state == 1 })
    }

    /// A key's events may come with other evidence, but never with another fact, nor with another exact time.
    @Test(arguments: Recording.all) func `no two facts share a key`(recording: Recording) {
        var seen: [String: RecordedEvent] = [:]
        for event in read(recording.bytes).events {
            guard let first = seen.updateValue(event, forKey: event.key) else { continue }
            #expect(fact(first) == fact(event), "\(event.key)")
        }
    }

    private func fact(_ event: RecordedEvent) -> [String] {
        let exact = if case .exact(let ns) = event.time { "\(ns)" } else { "" }
        return [event.entityType, event.entityID, event.session, event.status, event.severity, event.correlation, exact]
    }

    @Test(arguments: Recording.all) func `a restart after every tenth line changes nothing`(recording: Recording) {
        let whole = read(recording.bytes)
        let host = FakeHost()
        folder.remove("log.jsonl")
        let lines = recording.lines
        for start in stride(from: 0, to: lines.count, by: 10) {
            folder.append(Array(lines[start..<min(start + 10, lines.count)].joined()), to: "log.jsonl")
            host.run(adapter, configuration: ["path": folder.path])
        }
        #expect(host.events == whole.events)
        #expect(host.counts == whole.counts)
    }

    @Test(arguments: Recording.all) func `the size of what is read at once changes nothing`(recording: Recording) {
        let bytes = Array(recording.bytes.prefix(200_000))
        let whole = read(bytes)
        for chunked in [
            AdapterUnderTest(Chunked<One>.self), AdapterUnderTest(Chunked<Seven>.self), AdapterUnderTest(Chunked<Page>.self),
        ] {
            let host = read(bytes, by: chunked)
            #expect(host.events == whole.events)
            #expect(host.counts == whole.counts)
        }
    }

    @Test(arguments: Recording.all.filter { $0.name != "1.1.58-mixed" })
    func `a second writer of the same log adds no key`(recording: Recording) {
        let keys = Set(read(recording.bytes).events.map(\.key))
        let doubled = recording.lines.flatMap { $0 + $0 }
        #expect(Set(read(doubled).events.map(\.key)) == keys)
    }

    @Test(arguments: ["fleet", "1.1.58-mixed", "14-volume"]) func `the contract is kept`(name: String) throws {
        let recording = try #require(Recording.all.first { $0.name == name })
        folder.write(recording.bytes, to: "log.jsonl")
        #expect(AdapterContract(adapter, configuration: ["path": folder.path]).violations() == [])
    }
}

private protocol ChunkSize: SendableMetatype { static var bytes: Int { get } }
private enum One: ChunkSize { static let bytes = 1 }
private enum Seven: ChunkSize { static let bytes = 7 }
private enum Page: ChunkSize { static let bytes = 4096 }

/// The adapter, reading in pieces of another size.
private final class Chunked<Size: ChunkSize>: Adapter {
    static var name: StaticString { "chunked" }
    private let adapter: OpenCodeJSONL

    init(_ start: Start) throws(AdapterError) { adapter = try OpenCodeJSONL(start, chunkBytes: Size.bytes) }
    func start(emit: Emitter) throws(AdapterError) { try adapter.start(emit: emit) }
    func checkpoint() -> [Checkpoint] { adapter.checkpoint() }
    func health() -> Health { adapter.health() }
}
