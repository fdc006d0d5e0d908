import AdapterKit
import AdapterTesting
import Foundation
import OpenCodeJSONLAdapter
import Testing

/// Small cases, read by hand: a folder each with `input.jsonl` (lines of recordings, or made where that is said) and `expected.txt`,
/// which holds the counts and then one line per event.
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static let cases = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

    @Test func `the cases are there`() {
        #expect(Self.cases.count >= 4)
    }

    @Test(arguments: cases) func `a case gives exactly its events`(name: String) throws {
        let input = try Data(contentsOf: Self.folder.appendingPathComponent("\(name)/input.jsonl"))
        let expected = try String(contentsOf: Self.folder.appendingPathComponent("\(name)/expected.txt"), encoding: .utf8)
        let folder = TemporaryFolder()
        folder.write(Array(input), to: "input.jsonl")
        let host = FakeHost()
        host.run(AdapterUnderTest(OpenCodeJSONL.self), configuration: ["path": folder.path])
        let shown = ["tool", "child", "call", "reason", "turn", "attempt", "next_ms", "reply"]
        let counts = host.counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let health = host.reports.last.map { ["health: \($0.message)"] } ?? []
        #expect((counts + health + host.events.map { $0.line(showing: shown) }).joined(separator: "\n") + "\n" == expected)
    }
}
