internal import HTTPServer
internal import SQLite

/// How many events there were over time.
struct HistogramController: Sendable {
    let catalog: any DatasetCatalog

    var endpoints: [Endpoint] {
        [.get("/api/v1/histogram", .reader(histogram))]
    }

    private func histogram(_ request: Request, _ context: inout ReadContext) throws -> Response {
        let parameters = try Parameters(request, Parameters.eventReading + ["buckets"])
        let filter = try parameters.eventFilter()
        let range = try parameters.range()
        let most = try parameters.number("buckets", default: 60, max: 1_000)
        let database = try context.database(of: catalog.dataset(parameters).dataset)
        return try database.read {
            let histogram = try HistogramQueries(database: database).histogram(filter, in: range, buckets: most)
            let watermark = try EventQueries(database: database).watermark()
            return Response { $0.histogram(histogram, watermark: watermark) }
        }
    }
}
