internal import SQLite

/// Reads sessions.
struct SessionQueries {
    let database: Database

    struct Session: Equatable {
        let sessionID, nativeID: String
        let parentSessionID, agent, title: String?
        let status, startedAt: String
        let endedAt: String?
    }

    /// The session and all under it by their start; empty when it is not known.
    func tree(under sessionID: String) throws -> [Session] {
        try database.prepare(Self.selectTree).mapRows(sessionID) { Session(row: $0) }
    }

    /// All sessions of a run by their start.
    func sessions(ofRun runID: String) throws -> [Session] {
        try database.prepare(Self.selectOfRun).mapRows(runID) { Session(row: $0) }
    }

    private static let selectTree = """
        WITH RECURSIVE tree(id) AS (
          VALUES (?)
          UNION SELECT session_id FROM sessions JOIN tree ON parent_session_id = tree.id
        )
        SELECT session_id, native_id, parent_session_id, agent, title, status, started_at, ended_at
        FROM tree CROSS JOIN sessions ON session_id = tree.id ORDER BY started_at, session_id
        """
    private static let selectOfRun = """
        SELECT session_id, native_id, parent_session_id, agent, title, status, started_at, ended_at
        FROM sessions WHERE run_id = ? ORDER BY started_at, session_id
        """
}

extension SessionQueries.Session {
    fileprivate init(row: borrowing Row) {
        self.init(
            sessionID: row.text(0), nativeID: row.text(1), parentSessionID: row.optionalText(2),
            agent: row.optionalText(3), title: row.optionalText(4), status: row.text(5), startedAt: row.text(6),
            endedAt: row.optionalText(7))
    }
}
