import Foundation
import StrictJSON
import Testing

@testable import Redaction

/// A small labelled corpus: documents of real shapes with invented secrets, and documents that only look so.
struct CorpusTests {
    private struct Case {
        let id: String
        let secrets: [String]
        let document: [UInt8]
    }

    private func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/corpus.jsonl")
        let parser = JSONParser()
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let root = try parser.parse(copying: String(line)).root
            let document = try #require(root["document"])
            return Case(
                id: root["id"]?.string ?? "?", secrets: root["secrets"]?.elements.compactMap(\.string) ?? [],
                document: Array(document.source))
        }
    }

    @Test func `no labelled secret can be read afterwards`() throws {
        let redactor = Redactor(), positives = try cases().filter { !$0.secrets.isEmpty }
        #expect(positives.count >= 60)
        for item in positives {
            let texts = try strings(in: redactor.redact(json: item.document))
            for secret in item.secrets { #expect(!texts.contains { $0.contains(secret) }, "\(item.id): \(secret)") }
        }
    }

    @Test func `documents without secrets stay as they are`() throws {
        let redactor = Redactor(), negatives = try cases().filter(\.secrets.isEmpty)
        #expect(negatives.count >= 40)
        for item in negatives { #expect(redactor.redact(json: item.document) == item.document, "\(item.id)") }
    }

    private func strings(in json: [UInt8]) throws -> [String] {
        let document = try JSONParser().parse(copying: json)
        return (0..<document.count).filter { document[$0].kind == .string }.map { document.text(of: document[$0]).decoded }
    }
}
