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
            let walk = try database.walk(cursor?.walk)
            let page = try RunQueries(database: database).page(filter, walk, after: cursor?.place, limit: limit)
            let next = page.next.map { Cursor(runs: $0, walk).text }
            return Response(page: page.runs, next: next, watermark: walk.watermark) { $0.run($1) }
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
                run: run, counts: EventCounts(try FacetQueries(database: database).counts(ofRun: run.runID)),
                trees: SessionNode.trees(sessions, calls), calls: calls)
            return Response { $0.run(detail) }
        }
    }

    private func timeline(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventFilter + ["from", "to", "limit", "cursor"])
        let runID = request.parameter("run_id")
        var listing = EventListing(filter: try parameters.eventFilter(), range: try parameters.range())
        listing.filter.runIDs = [runID]
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try Response(listing, called: "timeline", parameters, database) { database in
            _ = try known(runID, RunQueries(database: database))
        }
    }

    private func known(_ runID: String, _ queries: RunQueries) throws -> RunQueries.Run {
        guard let run = try queries.run(runID) else {
            throw Problem(status: 404, detail: "There is no run \"\(runID)\" in this dataset; /api/v1/runs lists those there are.")
        }
        return run
    }
}
