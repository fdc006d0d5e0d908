package import HTTPServer
internal import SQLite
package import Threading

/// The routes of the service.
package enum APIRouter {
    /// Makes the router that the daemon serves and tests ask.
    ///
    /// - Parameters:
    ///   - readers: The threads that read the datasets; also used to bring event streams up to date.
    ///   - desk: The threads for what is rare and may take its time.
    ///   - report: Takes errors that no client may see, with the route they came from; on any thread.
    package static func make(
        _ services: APIServices, readers: Pool<ReadContext>, desk: Desk,
        report: @escaping @Sendable (any Error, _ route: String) -> Void
    ) -> Router<ReadContext> {
        let access = services.access
        var endpoints: [Endpoint] = []
        endpoints += HealthController(source: services.health).endpoints
        endpoints += RunsController(catalog: services.catalog).endpoints
        endpoints += SessionsController(catalog: services.catalog).endpoints
        endpoints += EventsController(catalog: services.catalog, readers: readers).endpoints
        endpoints += SearchController(catalog: services.catalog).endpoints
        endpoints += HistogramController(catalog: services.catalog).endpoints
        endpoints += FacetsController(catalog: services.catalog).endpoints
        endpoints += DatasetsController(catalog: services.catalog).endpoints
        endpoints += AdaptersController(adapters: services.adapters, desk: desk).endpoints
        endpoints += SettingsController(settings: services.settings, desk: desk).endpoints
        endpoints += MetricsController(health: services.health, metrics: services.metrics).endpoints
        endpoints += DescriptionController().endpoints
        endpoints += LoginController(access: access).endpoints
        endpoints += PageController().endpoints
        if let ingest = services.ingest { endpoints += IngestController(ingest: ingest).endpoints }
        var router = Router<ReadContext>()
        for endpoint in endpoints { router.on(endpoint.method, endpoint.pattern, endpoint.handler) }
        router.screen = { access.refusal(of: $0)?.response }
        router.admit = { access.writingRefusal(of: $0)?.response }
        router.finish = { response, _ in SecurityHeaders.add(to: &response) }
        router.explain = { error, request in
            if let problem = error as? Problem { return problem }
            report(error, request.route ?? "?")
            return problem(for: error)
        }
        return router
    }

    /// What a client may know of an error.
    private static func problem(for error: any Error) -> Problem {
        switch (error as? SQLiteError)?.kind {
        case .busy:
            Problem(status: 503, detail: "The database is busy; try again.", headers: ["Retry-After": "1"])
        case .corrupt:
            Problem(status: 500, detail: "The database is damaged; /api/v1/health says more.")
        default:
            Problem(status: 500, detail: "The server failed to answer this request; its log says why.")
        }
    }
}
