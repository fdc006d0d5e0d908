internal import PlugwalkModel
internal import SQLite

/// Writes the rows of runs from those of their sessions.
struct RunProjection {
    let database: Database

    /// Makes the run's row anew, or deletes it when its last session has moved away.
    func write(_ runID: String) throws {
        let root = try root(of: runID)
        let sessions = try database.prepare(Self.sessions).mapRows(runID) { row in
            let id = row.text(0)
            return RunSummary.Session(
                id: id, isRoot: id == root, status: Status(rawValue: row.text(1)) ?? .queued,
                title: row.optionalText(2), startedAt: Timestamp(text: row.text(3)) ?? .epoch,
                endedAt: row.optionalText(4).flatMap { Timestamp(text: $0) })
        }
        guard !sessions.isEmpty else {
            return try database.prepare("DELETE FROM runs WHERE run_id = ?").run(runID)
        }
        let summary = RunSummary(sessions)
        try database.prepare(Self.update).run(
            summary.title, summary.status.rawValue, summary.startedAt.text, summary.endedAt?.text, runID)
    }

    private func root(of runID: String) throws -> String? {
        try database.prepare("SELECT root_session_id FROM runs WHERE run_id = ?").firstRow(runID) { $0.text(0) }
    }

    private static let sessions = """
        SELECT session_id, status, title, started_at, ended_at FROM sessions WHERE run_id = ? ORDER BY started_at, session_id
        """
    private static let update = "UPDATE runs SET title = ?, status = ?, started_at = ?, ended_at = ? WHERE run_id = ?"
}
