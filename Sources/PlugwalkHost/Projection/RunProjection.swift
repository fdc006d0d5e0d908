internal import PlugwalkModel
internal import SQLite

/// Writes the rows of runs from those of their sessions.
struct RunProjection {
    let database: Database

    /// Makes the run's row anew, or deletes it when its last session has moved away.
    func write(_ runID: String) throws {
        let sessions = try database.prepare(Self.sessions).mapRows(runID) { row in
            RunSummary.Session(
                id: row.text(0), status: Status(rawValue: row.text(1)) ?? .queued,
                title: row.optionalText(2), startedAt: Timestamp(text: row.text(3)) ?? .epoch,
                endedAt: row.optionalText(4).flatMap { Timestamp(text: $0) })
        }
        guard !sessions.isEmpty else {
            return try database.prepare("DELETE FROM runs WHERE run_id = ?").run(runID)
        }
        let summary = RunSummary(sessions)
        let startedAt = try database.prepare("SELECT started_at FROM runs WHERE run_id = ?").firstRow(runID) { $0.text(0) }
        if let startedAt, startedAt != summary.startedAt.text {
            try Reorderings(database: database).note(.runs, runID, time: startedAt, order: nil, seq: 0)
        }
        try database.prepare(Self.update).run(
            sessions[0].id, summary.title, summary.status.rawValue, summary.startedAt.text, summary.endedAt?.text, runID)
    }

    // The first is the root: the oldest of those without a parent.
    private static let sessions = """
        SELECT session_id, status, title, started_at, ended_at FROM sessions WHERE run_id = ?
        ORDER BY parent_session_id IS NOT NULL, started_at, session_id
        """
    private static let update =
        "UPDATE runs SET root_session_id = ?, title = ?, status = ?, started_at = ?, ended_at = ? WHERE run_id = ?"
}
