import Foundation
import TestSupport
import Testing

/// A recording of the fixtures: its log, and the facts that were derived from what its driver did.
struct RecordedLog: CustomTestStringConvertible, Sendable {
    let name: String
    var testDescription: String { name }

    static let all: [RecordedLog] = {
        let names = try! FileManager.default.contentsOfDirectory(atPath: Installation.fixtures.path)
        return names.filter { !$0.hasSuffix(".json") }.sorted().map { RecordedLog(name: $0) }
    }()

    var bytes: Data {
        get throws { try Data(Gzip.inflate(Installation.fixtures.appending(path: "\(name)/plugin-events.jsonl.gz").path)) }
    }

    var facts: Facts {
        get throws {
            let data = try Data(contentsOf: Installation.fixtures.appending(path: "\(name)/facts.json"))
            return try JSONDecoder().decode(Facts.self, from: data)
        }
    }
}

/// `facts.json`, as `Fixtures/README.md` describes it.
struct Facts: Decodable {
    struct Session: Decodable {
        let native_id: String
        let parent: String?
        let title: String?
        let agent: String?
        let status: String
        let run_status: String?
    }

    struct Call: Decodable {
        let session: String
        let call_id: String
        let tool: String
        let status: String
        let copied: Bool?
    }

    struct Wait: Decodable {
        let session: String
        let id: String
        let outcome: String
        let start_ms: Int64
        let end_ms: Int64?
    }

    struct Retry: Decodable {
        let session: String
        let attempt: Int
        let next_ms: Int64
    }

    let records: Int
    let sessions: [Session]
    let calls: [Call]
    let waits: [Wait]
    let retries: [Retry]
}
