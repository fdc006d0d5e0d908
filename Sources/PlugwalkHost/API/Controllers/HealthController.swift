internal import HTTPServer

/// How the service is.
struct HealthController: Sendable {
    let source: any HealthSource

    var endpoints: [Endpoint] {
        [.get("/api/v1/health", .inline(health))]
    }

    private func health(_ request: Request) throws -> Response {
        _ = try Parameters(request)
        return Response { $0.health(source.health) }
    }
}
