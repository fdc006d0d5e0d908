import Foundation
import OpenCodeMapping
import Testing

struct ReadmeTests {
    private let readme: String

    init() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../README.md")
        readme = try String(contentsOf: path, encoding: .utf8)
    }

    private func table(_ heading: String) -> [String] {
        guard let start = readme.range(of: "## \(heading)\n") else { return [] }
        let section = readme[start.upperBound...].prefix { _ in true }.components(separatedBy: "\n## ")[0]
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    }

    @Test func `the README lists every type with what becomes of it`() {
        #expect(table("Types") == MappingTable.rows.map { "| `\($0.type)` | \($0.meaning) |" })
    }

    @Test func `the README lists every part with what becomes of it`() {
        #expect(table("Parts") == PartTable.rows.map { "| `\($0.type)` | \($0.meaning) |" })
    }
}
