internal import HTTPServer
internal import SQLite

/// How many events each value of a filter would show.
struct FacetsController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [.get("/api/v1/facets", .reader(facets))]
    }

    private func facets(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventReading)
        let filter = try parameters.eventFilter()
        let range = try parameters.range()
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let facets = Facets(try FacetQueries(database: database).counts(filter, in: range), filter)
            let watermark = try EventQueries(database: database).watermark()
            return Response { $0.facets(facets, watermark: watermark) }
        }
    }
}
