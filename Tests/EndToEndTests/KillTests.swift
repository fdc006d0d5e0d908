import Foundation
import Glibc
import TestSupport
import Testing

/// A log that grows while worker and daemon are killed ends as an undisturbed one.
@Suite(.serialized)
struct KillTests {
    /// Everything but what arrival decides: `seq`, `received_at`, and `ts` where its quality is `arrival`.
    static let tables = [
        """
        SELECT event_id, CASE ts_quality WHEN 'arrival' THEN '' ELSE ts END, ts_quality, source_order, source_ts, run_id, session_id,
          parent_session_id, agent, source, source_event, entity_type, entity_id, status, severity, title, summary, payload_json,
          correlation_id, tags_json, unit_ref, agent_ref FROM events ORDER BY event_id
        """,
        "SELECT * FROM runs ORDER BY run_id",
        "SELECT * FROM sessions ORDER BY session_id",
        """
        SELECT session_id, kind, entity_id, run_id, name, title, status, started_at, ended_at, duration_ms, reason, correlation_id,
          call_id, child_native_id, is_inferred, start_event_id, end_event_id FROM spans ORDER BY session_id, kind, entity_id
        """,
        "SELECT * FROM links ORDER BY from_id, to_id, kind",
        "SELECT * FROM rollups ORDER BY minute, source, severity, status, entity_type, agent",
        "SELECT name, count FROM counts WHERE origin = 'adapter' ORDER BY name",
    ]

    static func end(of daemon: DaemonUnderTest) throws -> [[String]] { try tables.map { try daemon.rows($0) } }

    /// The logs that grow, in the order in which their pieces are appended.
    static let recordings = ["04-subagents-parallel", "05-permissions", "10-lifecycle", "1.1.58-mixed"]

    static func committed(_ daemon: DaemonUnderTest) throws -> Int {
        try RecordingTests.adapter("grow", daemon)["committed"] as? Int ?? 0
    }

    static func undisturbed() throws -> [[String]] {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        for name in recordings { try RecordedLog(name: name).bytes.write(to: folder.appending(path: "\(name).jsonl")) }
        let run = try daemon.start(["--source", "opencode-jsonl=path:\(folder.path);follow:no;id:grow"])
        try #require(run.code == 0, "\(run.complaint)")
        #expect(try eventually { try RecordingTests.adapter("grow", daemon)["state"] as? String == "finished" })
        #expect(try eventually { try RecordingTests.adapter("grow", daemon)["queue_depth"] as? Int == 0 })
        return try end(of: daemon)
    }

    @Test(arguments: [UInt64(20_261_124)])
    func `twenty kills of worker and daemon while logs grow change nothing`(seed: UInt64) throws {
        let expected = try Self.undisturbed()
        var random = SeededGenerator(seed: seed)
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        let source = ["--source", "opencode-jsonl=path:\(folder.path);id:grow"]
        var rests = try Self.recordings.map { (name: $0, rest: try RecordedLog(name: $0).bytes) }
        let handles = try Self.recordings.map { name in
            let url = folder.appending(path: "\(name).jsonl")
            try Data().write(to: url)
            return try FileHandle(forWritingTo: url)
        }
        let total = rests.reduce(0) { $0 + $1.rest.count }
        try #require(try daemon.start(source).code == 0)

        let kills = Installation.isFull ? 200 : 20
        for kill in 1...kills {
            // Pieces of any length, ending within lines and within characters.
            for index in rests.indices {
                let count = Int.random(in: 0...(total / kills / 2), using: &random)
                try handles[index].write(contentsOf: rests[index].rest.prefix(count))
                rests[index].rest = rests[index].rest.dropFirst(count)
            }
            usleep(UInt32.random(in: 0...60_000, using: &random))
            if Bool.random(using: &random) || daemon.workers.isEmpty {
                daemon.kill()
                let again = try daemon.start(source)
                try #require(again.code == 0, "kill \(kill), seed \(seed): \(again.complaint)")
            } else {
                Glibc.kill(daemon.workers[0], SIGKILL)
            }
        }
        for (handle, rest) in zip(handles, rests) { try handle.write(contentsOf: rest.rest) }
        #expect(try eventually(within: 60) { try Self.end(of: daemon).last == expected.last }, "seed \(seed)")
        for (table, (left, right)) in zip(Self.tables, zip(try Self.end(of: daemon), expected)) {
            #expect(left == right, "seed \(seed): \(table)")
        }
    }
}
