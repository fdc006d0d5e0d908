internal import HTTPServer
internal import SQLite

/// Sessions.
struct SessionsController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [.get("/api/v1/sessions/{session_id}/tree", .reader(tree))]
    }

    private func tree(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request)
        let sessionID = request.parameter("session_id")
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let sessions = try SessionQueries(database: database).tree(under: sessionID)
            let calls = try CallQueries(database: database).calls(inTreeUnder: sessionID)
            guard let tree = SessionNode.trees(sessions, calls, root: sessionID).first else {
                throw Problem(status: 404, detail: "There is no session \"\(sessionID)\" in this dataset.")
            }
            return Response { $0.tree(tree, isTruncated: calls.count >= CallQueries.limit) }
        }
    }
}
