import Foundation
import SQLite
import Testing

/// Every recording through a real `.so`, a real worker and a real database, compared with the facts.
@Suite(.serialized)
struct RecordingTests {
    /// Ingests one log to its end.
    static func ingest(_ log: RecordedLog, into daemon: DaemonUnderTest) throws {
        let folder = try daemon.scratch.folder("logs")
        try log.bytes.write(to: folder.appending(path: "\(log.name).jsonl"))
        let run = try daemon.start(["--source", "opencode-jsonl=path:\(folder.path);follow:no;id:log"])
        try #require(run.code == 0, "\(run.complaint)")
        #expect(try eventually { try adapter("log", daemon)["state"] as? String == "finished" })
        #expect(try eventually { try adapter("log", daemon)["queue_depth"] as? Int == 0 })
    }

    static func adapter(_ id: String, _ daemon: DaemonUnderTest) throws -> [String: Any] {
        let adapters = try daemon.get("/api/v1/health")["adapters"] as? [[String: Any]] ?? []
        return adapters.first { $0["instance"] as? String == id } ?? [:]
    }

    @Test(arguments: RecordedLog.all)
    func `a recording gives the facts, all is accounted for, and a second reading adds nothing`(log: RecordedLog) throws {
        let daemon = try DaemonUnderTest()
        try Self.ingest(log, into: daemon)
        let facts = try log.facts
        try compare(facts.sessions, daemon)
        try compare(facts.calls, daemon)
        try compare(facts.waits, daemon)
        try compare(facts.retries, daemon)
        try checkAccounts(facts, daemon, readings: 1)

        // The same log again, with the position forgotten.
        let before = try daemon.rows("SELECT count(*), max(seq) FROM events")
        #expect(try daemon.command(["--stop"]).code == 0)
        try Database(path: daemon.home.appending(path: "plugwalk.db").path).execute("DELETE FROM checkpoints")
        try Self.ingest(log, into: daemon)
        #expect(try daemon.rows("SELECT count(*), max(seq) FROM events") == before)
        try checkAccounts(facts, daemon, readings: 2)
        #expect(try counts(daemon, "host")["committed"].map(String.init) == before[0].components(separatedBy: "|")[0])
    }

    private func compare(_ sessions: [Facts.Session], _ daemon: DaemonUnderTest) throws {
        let rows = try daemon.rows(
            "SELECT native_id, coalesce(substr(parent_session_id, 8), ''), coalesce(title, ''), status, coalesce(agent, '') FROM sessions ORDER BY 1"
        )
        let expected = sessions.sorted { $0.native_id < $1.native_id }.map {
            // A session that asks a person is blocked like its run; facts say so beside it.
            let status = $0.status == "running" && $0.run_status == "blocked" ? "blocked" : $0.status
            let title = ($0.title ?? "").replacing("ghp_PLANTEDtestTOKEN00000000000000000000", with: "[redacted:github-token]")
            return "\($0.native_id)|\($0.parent ?? "")|\(title)|\(status)|\($0.agent ?? "")"
        }
        #expect(rows == expected)
    }

    private func compare(_ calls: [Facts.Call], _ daemon: DaemonUnderTest) throws {
        let rows = try daemon.rows(
            """
            SELECT substr(session_id, 8), entity_id, name, CASE WHEN ended_at IS NULL THEN 'running' ELSE status END
            FROM spans WHERE kind IN ('call', 'task') ORDER BY 1, 2
            """)
        let expected = calls.filter { $0.copied != true }.map { "\($0.session)|\($0.call_id)|\($0.tool)|\($0.status)" }
        #expect(rows == expected.sorted())
    }

    private func compare(_ waits: [Facts.Wait], _ daemon: DaemonUnderTest) throws {
        let rows = try daemon.rows(
            "SELECT substr(session_id, 8), entity_id, status, started_at, coalesce(ended_at, '') FROM spans WHERE kind = 'wait' ORDER BY 1, 2"
        )
        let sorted = waits.sorted { ($0.session, $0.id) < ($1.session, $1.id) }
        #expect(rows.count == sorted.count)
        for (row, wait) in zip(rows, sorted) {
            let columns = row.components(separatedBy: "|")
            let outcome = ["success": "running", "cancelled": "cancelled", "blocked": "blocked"][columns[2]]
            #expect([columns[0], columns[1], outcome] == [wait.session, wait.id, wait.outcome])
            #expect(isNear(columns[3], wait.start_ms), "\(wait.id) began at \(columns[3])")
            #expect(isNear(columns[4], wait.end_ms), "\(wait.id) ended at \(columns[4])")
        }
    }

    private func compare(_ retries: [Facts.Retry], _ daemon: DaemonUnderTest) throws {
        let rows = try daemon.rows(
            """
            SELECT substr(session_id, 8), json_extract(payload_json, '$.attempt'), json_extract(payload_json, '$.next_ms')
            FROM events WHERE status = 'retry' AND entity_type = 'session' ORDER BY 1, 3
            """)
        #expect(rows.sorted() == retries.map { "\($0.session)|\($0.attempt)|\($0.next_ms)" }.sorted())
    }

    /// Facts tell when the driver acted; the client follows up to 50 ms later.
    private func isNear(_ text: String, _ milliseconds: Int64?) -> Bool {
        guard let milliseconds else { return text.isEmpty }
        guard let date = try? Date(text, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true)) else {
            return false
        }
        return abs(date.timeIntervalSince1970 * 1000 - Double(milliseconds)) <= 50
    }

    private func counts(_ daemon: DaemonUnderTest, _ origin: String) throws -> [String: Int] {
        let rows = try daemon.rows("SELECT name, count FROM counts WHERE origin = '\(origin)'")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let parts = row.components(separatedBy: "|")
                return (parts[0], Int(parts[1])!)
            })
    }

    private func checkAccounts(_ facts: Facts, _ daemon: DaemonUnderTest, readings: Int) throws {
        let adapter = try counts(daemon, "adapter")
        let dropped = adapter.filter { $0.key.hasPrefix("dropped: ") }.values.reduce(0, +)
        #expect(adapter["records"] == facts.records * readings)
        #expect(adapter["records"] == adapter["mapped", default: 0] + adapter["coalesced", default: 0] + dropped)
        let host = try counts(daemon, "host")
        #expect(host["quarantined"] == nil)
        #expect(host["accepted"] == host["committed", default: 0] + host["duplicates", default: 0])
    }

    @Test func `no two events of all recordings share the hash part of their ids`() throws {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        for log in RecordedLog.all { try log.bytes.write(to: folder.appending(path: "\(log.name).jsonl")) }
        let run = try daemon.start(["--source", "opencode-jsonl=path:\(folder.path);follow:no;id:all"])
        try #require(run.code == 0, "\(run.complaint)")
        #expect(try eventually(within: 120) { try Self.adapter("all", daemon)["state"] as? String == "finished" })
        #expect(try eventually { try Self.adapter("all", daemon)["queue_depth"] as? Int == 0 })
        // 26 characters are 128 bits: the last 16 hold the 80 bits of the hash.
        let rows = try daemon.rows("SELECT count(*), count(DISTINCT substr(event_id, -16)) FROM events")
        let numbers = rows[0].components(separatedBy: "|")
        #expect(numbers[0] == numbers[1])
        #expect(Int(numbers[0])! > 3_000)
    }
}
