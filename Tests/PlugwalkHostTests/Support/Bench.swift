import Foundation
import PlugwalkHost
import PlugwalkModel
import Redaction
import SQLite

/// A clock that stands still until it is moved.
final class FixedClock: TimeSource, @unchecked Sendable {
    // Tests use it from one thread.
    var now: Timestamp
    init(_ text: String = "2026-11-24T12:00:00.000Z") { now = Timestamp(text: text)! }
}

/// Intake and writer over a database in a folder of its own: a dataset as the daemon has it, without threads.
final class DatasetBench {
    let folder: URL
    let clock = FixedClock()
    let dataset: Dataset
    let database: Database
    let writer: EventWriter
    let intake: Intake

    init(instance: String = "test-1", kinds: Set<String>? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "plugwalk-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        dataset = Dataset(name: "live", path: folder.appending(path: "plugwalk.db").path)
        database = try dataset.openWriter(clock: clock)
        writer = try EventWriter(database)
        intake = Intake(
            profile: .test(instance: instance, kinds: kinds), installationKey: Array(repeating: 7, count: 32),
            redactor: Redactor(), clock: clock)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    func store(_ events: [EventDraft], checkpoint: (stream: String, blob: String)? = nil) throws -> Commit {
        try writer.commit([intake.take(.make(events, checkpoint: checkpoint))])
    }

    /// The rows of a query, each as its columns' texts joined by `|`; NULL is empty.
    func rows(_ sql: String) throws -> [String] {
        try database.prepare(sql).mapRows { row in
            (0..<Int32(row.columnCount)).map { row.optionalText($0) ?? "" }.joined(separator: "|")
        }
    }
}

extension InstanceProfile {
    static func test(instance: String = "test-1", kinds: Set<String>? = nil) -> InstanceProfile {
        InstanceProfile(
            instance: instance, adapter: "test", adapterVersion: "1.0.0", short: "tt", source: "test", kinds: kinds,
            checkpointVersion: 1)
    }
}
