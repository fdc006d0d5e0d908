internal import HTTPServer
internal import PlugwalkModel
internal import SQLite

/// Runs: their list, one of them, and its events.
struct RunsController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [
            .get("/api/v1/runs", .reader(list)),
            .get("/api/v1/runs/{run_id}", .reader(run)),
            .get("/api/v1/runs/{run_id}/timeline", .reader(timeline)),
        ]
    }

    private func list(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, ["source", "status", "from", "to", "limit", "cursor"])
        let filter = RunQueries.Filter(
            sources: try parameters.list("source"), statuses: try parameters.words("status"), range: try parameters.range())
        let limit = try parameters.limit(default: 50, max: 500)
        let cursor = try parameters.cursor(\.runPosition)
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let watermark = try cursor?.watermark ?? EventQueries(database: database).watermark()
            // One more than asked for tells whether there is a next page.
            let runs = try RunQueries(database: database)
                .page(filter, after: cursor?.place, watermark: watermark, limit: limit + 1)
            let page = runs.prefix(limit)
            let next = runs.count > limit ? page.last.map { Cursor(runs: $0.position, watermark: watermark).text } : nil
            return Response(page: page, next: next, watermark: watermark) { $0.run($1) }
        }
    }

    private func run(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request)
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let queries = RunQueries(database: database)
            let run = try known(request.parameter("run_id"), queries)
            let calls = try CallQueries(database: database).calls(ofRun: run.runID)
            let sessions = try SessionQueries(database: database).sessions(ofRun: run.runID)
            let detail = RunDetail(
                run: run, counts: EventCounts(try queries.counts(ofRun: run.runID)),
                trees: SessionNode.trees(sessions, calls), calls: calls)
            return Response { $0.run(detail) }
        }
    }

    private func timeline(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventFilter + ["from", "to", "limit", "cursor"])
        let filter = try parameters.eventFilter()
        let range = try parameters.range()
        let limit = try parameters.limit(default: 200, max: 1_000)
        let cursor = try parameters.cursor(\.eventPosition)
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let run = try known(request.parameter("run_id"), RunQueries(database: database))
            let queries = EventQueries(database: database)
            let watermark = try cursor?.watermark ?? queries.watermark()
            let events = try queries.timeline(
                ofRun: run.runID, filter, in: range, after: cursor?.place, watermark: watermark, limit: limit + 1)
            let page = events.prefix(limit)
            let next = events.count > limit ? page.last.map { Cursor(events: $0.orderKey, watermark: watermark).text } : nil
            return Response(page: page, next: next, watermark: watermark) { $0.event($1) }
        }
    }

    private func known(_ runID: String, _ queries: RunQueries) throws -> RunQueries.Run {
        guard let run = try queries.run(runID) else {
            throw Problem(status: 404, detail: "There is no run \"\(runID)\" in this dataset; /api/v1/runs lists those there are.")
        }
        return run
    }
}

extension RunQueries.Run {
    fileprivate var position: RunQueries.Position { RunQueries.Position(startedAt: startedAt, runID: runID) }
}
