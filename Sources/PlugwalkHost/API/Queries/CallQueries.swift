internal import SQLite

/// Reads calls: the spans of tools and of sub-agents.
struct CallQueries {
    /// How many calls one answer holds at most, the earliest of them.
    static let limit = 10_000
    let database: Database

    struct Call: Equatable {
        /// The source's own id of the call.
        let entityID: String
        let sessionID: String
        let tool: String?
        let status, startedAt: String
        let endedAt, reason: String?
        let startEventID: String
        let endEventID: String?
    }

    func calls(ofRun runID: String) throws -> [Call] {
        try database.prepare(Self.selectOfRun).mapRows(runID, Self.limit) { Call(row: $0) }
    }

    /// The calls of the session and of all under it.
    func calls(inTreeUnder sessionID: String) throws -> [Call] {
        try database.prepare(Self.selectOfTree).mapRows(sessionID, Self.limit) { Call(row: $0) }
    }

    /// A call and the events that a list folds into it.
    struct Folded {
        let call: Call
        let title: String?
        /// How many events it consists of.
        let events: Int64
        /// The newest of them in display order.
        let newestSeq: Int64
    }

    func folded(_ key: CallKey) throws -> Folded? {
        try database.prepare(Self.selectFolded).firstRow(key.sessionID, key.kind, key.entityID) { row in
            Folded(call: Call(row: row), title: row.optionalText(9), events: row.int64(10), newestSeq: row.int64(11))
        }
    }

    private static let selectFolded = """
        SELECT entity_id, session_id, name, status, started_at, ended_at, reason, start_event_id, end_event_id, title, events,
          newest_seq
        FROM spans WHERE session_id = ? AND kind = ? AND entity_id = ?
        """
    private static let selectOfRun = """
        SELECT entity_id, session_id, name, status, started_at, ended_at, reason, start_event_id, end_event_id
        FROM spans WHERE run_id = ? AND kind IN ('call', 'task') ORDER BY started_at, session_id, entity_id LIMIT ?
        """
    private static let selectOfTree = """
        WITH RECURSIVE tree(id) AS (
          VALUES (?)
          UNION SELECT session_id FROM sessions JOIN tree ON parent_session_id = tree.id
        )
        SELECT entity_id, session_id, name, status, started_at, ended_at, reason, start_event_id, end_event_id
        FROM tree CROSS JOIN spans ON session_id = tree.id
        WHERE kind IN ('call', 'task') ORDER BY started_at, session_id, entity_id LIMIT ?
        """
}

extension CallQueries.Call {
    fileprivate init(row: borrowing Row) {
        self.init(
            entityID: row.text(0), sessionID: row.text(1), tool: row.optionalText(2), status: row.text(3),
            startedAt: row.text(4), endedAt: row.optionalText(5), reason: row.optionalText(6),
            startEventID: row.text(7), endEventID: row.optionalText(8))
    }
}
