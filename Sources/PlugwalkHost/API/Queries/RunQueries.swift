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
    struct Position: Equatable, Comparable {
        var startedAt: String
        var runID: String

        static func < (left: Position, right: Position) -> Bool {
            (left.startedAt, left.runID) < (right.startedAt, right.runID)
        }
    }

    struct Page {
        let runs: [Run]
        /// The place behind which the next page begins; nil on the last one.
        let next: Position?
    }

    /// Runs, the one that started last first, after `position`, as they stood at the walk's first page; those that had no event
    /// then are left out.
    func page(_ filter: Filter, _ walk: Walk, after position: Position?, limit: Int) throws -> Page {
        let hasMoves = try WalkQueries(database: database).hasMoves(since: walk)
        // One more than asked for tells whether there is a next page.
        var found = try runs(Self.selectPage, filter, walk, hasMoves, after: position, limit: limit + 1)
        if hasMoves {
            found += try runs(Self.selectMoved, filter, walk, hasMoves, after: position, limit: limit + 1)
            found.sort { $1.position < $0.position }
        }
        let page = found.prefix(limit)
        return Page(runs: page.map(\.run), next: found.count > limit ? page.last?.position : nil)
    }

    private func runs(
        _ sql: String, _ filter: Filter, _ walk: Walk, _ hasMoves: Bool, after position: Position?, limit: Int
    ) throws -> [(position: Position, run: Run)] {
        var found: [(position: Position, run: Run)] = []
        // Nothing that began later is looked through.
        let start = position ?? Position(startedAt: filter.range.upper, runID: "")
        try database.prepare(sql).visitRows(
            binding: { values in
                values.bind(start.startedAt, at: ":started")
                values.bind(start.runID, at: ":run")
                values.bind(walk.watermark, at: ":watermark")
                values.bind(hasMoves ? walk.reordering : nil, at: ":walk")
                values.bind(EventFilter.json(filter.sources), at: ":sources")
                values.bind(EventFilter.json(filter.statuses.map(\.rawValue)), at: ":statuses")
                values.bind(filter.range.lower, at: ":from")
                values.bind(limit, at: ":limit")
            },
            body: { row in
                let run = Run(row: row)
                found.append((Position(startedAt: row.text(13), runID: run.runID), run))
                return .proceed
            })
        return found
    }

    func run(_ runID: String) throws -> Run? {
        try database.prepare("SELECT \(Self.columns) FROM runs WHERE run_id = ?").firstRow(runID) { Run(row: $0) }
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
        SELECT \(Self.columns), started_at FROM runs
        WHERE (started_at, run_id) < (:started, :run)
          AND (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND (ended_at IS NULL OR ended_at >= :from)
          AND (:walk IS NULL OR NOT EXISTS (
            SELECT 1 FROM reorderings WHERE list = 'runs' AND item = runs.run_id AND id > :walk))
          AND EXISTS (SELECT 1 FROM events WHERE run_id = runs.run_id AND +seq <= :watermark)
        ORDER BY started_at DESC, run_id DESC LIMIT :limit
        """
    // Runs that moved during the walk, each at its place of page one.
    private static let selectMoved = """
        SELECT \(Self.columns), moved.ts FROM reorderings AS moved CROSS JOIN runs ON run_id = moved.item
        WHERE moved.list = 'runs' AND moved.ts <= :started AND (moved.ts, run_id) < (:started, :run) AND moved.id > :walk
          AND NOT EXISTS (
            SELECT 1 FROM reorderings WHERE list = 'runs' AND item = moved.item AND id > :walk AND id < moved.id)
          AND (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND (ended_at IS NULL OR ended_at >= :from)
          AND EXISTS (SELECT 1 FROM events WHERE run_id = runs.run_id AND +seq <= :watermark)
        ORDER BY moved.ts DESC, run_id DESC LIMIT :limit
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
