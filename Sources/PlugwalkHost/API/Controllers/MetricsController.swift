internal import HTTPServer

/// The figures of the service, for Prometheus.
struct MetricsController: Sendable {
    let health: any HealthSource
    let metrics: any MetricsSource

    var endpoints: [Endpoint] {
        [.get("/metrics", .inline(figures))]
    }

    private func figures(_ request: Request) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        return Response(Array(MetricsText(health.health, metrics.figures).text.utf8), type: MetricsText.type)
    }
}
