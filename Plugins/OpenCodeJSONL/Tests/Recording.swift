import Foundation
import TestSupport
import Testing

/// A recorded log of the repository's fixtures.
struct Recording: CustomTestStringConvertible, Sendable {
    let name: String
    var testDescription: String { name }

    static let all: [Recording] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map(Recording.init).filter { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// The log's lines with their newlines.
    var lines: [[UInt8]] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true).map { Array($0) + [UInt8(ascii: "\n")] }
    }

    var bytes: [UInt8] {
        guard let bytes = try? Gzip.inflate(path) else { fatalError("\(path) cannot be read") }
        return bytes
    }

    /// What a reader of the log must arrive at.
    var facts: Facts {
        get throws {
            try JSONDecoder().decode(Facts.self, from: Data(contentsOf: Self.folder.appendingPathComponent("\(name)/facts.json")))
        }
    }

    private var path: String { Self.folder.appendingPathComponent("\(name)/plugin-events.jsonl.gz").path }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Fixtures/opencode-v1").standardizedFileURL
}

struct Facts: Decodable {
    struct Session: Decodable {
        var native_id: String
        var parent: String?
        var title: String?
    }

    struct Call: Decodable {
        var session: String
        var call_id: String
        var tool: String
        var status: String
    }

    struct Wait: Decodable {
        var session: String
        var id: String
        var outcome: String
        var start_ms: Int64
    }

    struct Retry: Decodable {
        var session: String
        var attempt: Int
        var next_ms: Int64?
    }

    var records: Int
    var sessions: [Session]
    var calls: [Call]
    var waits: [Wait]
    var retries: [Retry]
}
