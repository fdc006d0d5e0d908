import PlugwalkHost
import TestSupport
import Testing

/// The rules of the fold, on a story told in order and in any other order.
struct StoryTests {
    static let tables = [
        "SELECT event_id, run_id, session_id, parent_session_id, correlation_id, agent, status, tags_json FROM events ORDER BY event_id",
        "SELECT run_id, title, root_session_id, status, started_at, ended_at FROM runs ORDER BY run_id",
        """
        SELECT session_id, run_id, parent_session_id, agent, status, started_at, ended_at, title FROM sessions
        ORDER BY session_id
        """,
        """
        SELECT session_id, kind, entity_id, run_id, name, status, started_at, ended_at, reason, correlation_id, is_inferred,
          start_event_id, end_event_id FROM spans ORDER BY session_id, kind, entity_id
        """,
        "SELECT * FROM rollups ORDER BY minute, source, severity, status, entity_type, agent",
    ]

    static func end(of bench: DatasetBench) throws -> [[String]] { try tables.map { try bench.rows($0) } }

    static func told() throws -> DatasetBench {
        let bench = try DatasetBench()
        try bench.store(Story.everything)
        return bench
    }

    @Test(arguments: [
        ("call", "root", "c1", "success|0"), ("call", "root", "c2", "cancelled|0"), ("call", "root", "c3", "cancelled|1"),
        ("call", "kid", "kc", "failed|0"), ("wait", "root", "p1", "success|0"), ("wait", "root", "p2", "cancelled|0"),
        ("wait", "root", "p3", "cancelled|1"), ("turn", "root", "m1", "idle|0"), ("turn", "root", "m3", "cancelled|0"),
        ("turn", "kid", "k1", "idle|0"), ("turn", "fork", "f2", "failed|0"),
    ])
    func `a span ends as its rule says`(kind: String, session: String, entity: String, expected: String) throws {
        let rows = try Self.told().rows(
            "SELECT status, is_inferred FROM spans WHERE kind = '\(kind)' AND session_id = 'ses_tt_\(session)' AND entity_id = '\(entity)'"
        )
        #expect(rows == [expected])
    }

    @Test func `a wait lasts from the question to the answer`() throws {
        let rows = try Self.told().rows("SELECT entity_id, duration_ms FROM spans WHERE kind = 'wait' ORDER BY entity_id")
        #expect(rows == ["p1|13", "p2|15", "p3|16"])
    }

    @Test func `a retry lasts until the model moves on`() throws {
        #expect(try Self.told().rows("SELECT duration_ms, status FROM spans WHERE kind = 'retry'") == ["8|success"])
    }

    @Test func `a compaction is no turn and stays in the open one`() throws {
        let bench = try Self.told()
        #expect(
            try bench.rows("SELECT entity_id FROM spans WHERE kind = 'turn' AND session_id = 'ses_tt_root' ORDER BY 1") == [
                "m1", "m3",
            ])
        let units = try bench.rows(
            "SELECT DISTINCT correlation_id FROM events WHERE session_id = 'ses_tt_root' AND entity_id IN ('m1', 'm2', 'a2')")
        #expect(units.count == 1)
    }

    @Test func `the history that a fork brings along is tagged and counts nowhere`() throws {
        let bench = try Self.told()
        #expect(try bench.rows("SELECT count(*) FROM events WHERE tags_json = '[\"copied\"]'") == ["5"])
        #expect(try bench.rows("SELECT entity_id FROM spans WHERE session_id = 'ses_tt_fork'") == ["f2"])
        #expect(try bench.rows("SELECT started_at FROM sessions WHERE session_id = 'ses_tt_fork'") == ["2026-11-23T14:15:54.200Z"])
    }

    @Test func `runs take their status and title from their sessions`() throws {
        #expect(
            try Self.told().rows("SELECT native_id, title, status FROM runs ORDER BY 1") == [
                "bare||idle", "bare2||cancelled", "fork|Fix the prices (fork #1)|failed", "root|Fix the prices|cancelled",
            ])
    }

    @Test(arguments: 1...60)
    func `the end is the same in any order of arrival`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try DatasetBench()
        var rest = Story.everything.shuffled(using: &random)[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...7, using: &random)
            try bench.store(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        let expected = try Self.end(of: Self.told())
        let end = try Self.end(of: bench)
        for (table, rows) in zip(expected, end) { #expect(rows == table, "seed \(seed)") }
    }

    @Test(arguments: 1...10)
    func `a new writer goes on from what is stored`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try DatasetBench()
        var rest = Story.everything[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...5, using: &random)
            // A writer with an empty memory for every batch: as after a kill.
            _ = try EventWriter(bench.database).commit([bench.intake.take(.make(Array(rest.prefix(count))))])
            rest = rest.dropFirst(count)
        }
        #expect(try Self.end(of: bench) == Self.end(of: Self.told()), "seed \(seed)")
    }
}
