internal import HTTPServer
internal import SQLite

/// The datasets that are open.
struct DatasetsController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [.get("/api/v1/datasets", .reader(list))]
    }

    private func list(_ request: Request, _ context: inout ReadContext) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        var extents: [DatasetExtent] = []
        for name in catalog.names {
            // One that was closed meanwhile is no longer listed.
            guard let dataset = catalog.dataset(named: name)?.dataset else { continue }
            let database = try context.database(of: dataset)
            extents.append(try database.read { try DatasetQueries(database: database).extent(of: dataset) })
        }
        return Response { json in
            json.object { json in
                json.member("items", extents) { $0.dataset($1) }
                json.member("next_cursor", String?.none)
            }
        }
    }
}
