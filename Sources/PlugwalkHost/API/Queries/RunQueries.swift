internal import PlugwalkModel
internal import SQLite

/// Reads runs.
struct RunQueries {
    let database: Database

    /// A run's row, and what its sessions, spans and events add up to.
    struct Run: Equatable {
        let runID, source: String
        let title, rootSessionID: String?
        let status, startedAt: String
        let endedAt, metadata: String?
        let nativeID: String
        let sessions: Int64
        /// Calls and tasks that failed.
        let failures: Int64
        /// Requests that a person has not answered.
        let waiting: Int64
        let lastEventAt: String?
    }

    struct Filter: Equatable {
        var sources: Set<String> = []
        var statuses: Set<Status> = []
        /// Runs that were under way at some time in it.
        var range = TimeRange()
    }

    /// The place of a run in the order of the list.
    struct Position: Equatable {
        var startedAt: String
        var runID: String
    }

    /// Runs, the one that started last first, after `position`; those without an event up to `watermark` are left out.
    func page(_ filter: Filter, after position: Position?, watermark: Int64, limit: Int) throws -> [Run] {
        var runs: [Run] = []
        try database.prepare(Self.selectPage).visitRows(
            binding: { values in
                values.bind(position?.startedAt ?? TimeRange.endOfTime, at: ":started")
                values.bind(position?.runID ?? "", at: ":run")
                values.bind(watermark, at: ":watermark")
                values.bind(EventFilter.json(filter.sources), at: ":sources")
                values.bind(EventFilter.json(filter.statuses.map(\.rawValue)), at: ":statuses")
                values.bind(filter.range.lower, at: ":from")
                values.bind(filter.range.upper, at: ":to")
                values.bind(limit, at: ":limit")
            },
            body: { row in
                runs.append(Run(row: row))
                return .proceed
            })
        return runs
    }

    func run(_ runID: String) throws -> Run? {
        try database.prepare("SELECT \(Self.columns) FROM runs WHERE run_id = ?").firstRow(runID) { Run(row: $0) }
    }

    /// How many events of a run have a severity and a status.
    struct Count {
        let severity: String
        let status: String?
        let events: Int64
    }

    func counts(ofRun runID: String) throws -> [Count] {
        try database.prepare(Self.selectCounts).mapRows(runID) { row in
            Count(severity: row.text(0), status: row.optionalText(1), events: row.int64(2))
        }
    }

    private static let columns = """
        run_id, source, title, root_session_id, status, started_at, ended_at, metadata_json, native_id,
          (SELECT count(*) FROM sessions WHERE run_id = runs.run_id),
          (SELECT count(*) FROM spans WHERE run_id = runs.run_id AND status = 'failed' AND kind IN ('call', 'task')),
          (SELECT count(*) FROM spans WHERE run_id = runs.run_id AND kind = 'wait' AND ended_at IS NULL),
          (SELECT max(ts) FROM events WHERE run_id = runs.run_id)
        """
    // The sign before seq keeps the planner from walking all events up to the watermark.
    private static let selectPage = """
        SELECT \(Self.columns) FROM runs
        WHERE (started_at, run_id) < (:started, :run)
          AND EXISTS (SELECT 1 FROM events WHERE run_id = runs.run_id AND +seq <= :watermark)
          AND (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND started_at < :to AND (ended_at IS NULL OR ended_at >= :from)
        ORDER BY started_at DESC, run_id DESC LIMIT :limit
        """
    private static let selectCounts = """
        SELECT severity, status, count(*) FROM events WHERE run_id = ? GROUP BY severity, status
        """
}

extension RunQueries.Run {
    fileprivate init(row: borrowing Row) {
        self.init(
            runID: row.text(0), source: row.text(1), title: row.optionalText(2), rootSessionID: row.optionalText(3),
            status: row.text(4), startedAt: row.text(5), endedAt: row.optionalText(6), metadata: row.optionalText(7),
            nativeID: row.text(8), sessions: row.int64(9), failures: row.int64(10), waiting: row.int64(11),
            lastEventAt: row.optionalText(12))
    }
}
