internal import HTTPServer

/// Events by the words in their titles and summaries.
struct SearchController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [.get("/api/v1/search", .reader(search))]
    }

    private func search(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, ["q"] + Parameters.eventList)
        let listing = try parameters.listing(searching: parameters.value("q"))
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try Response(listing, called: "search-\(listing.name)", parameters, database)
    }
}
