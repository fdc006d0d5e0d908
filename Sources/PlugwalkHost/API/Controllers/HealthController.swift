internal import HTTPServer

/// How the service is.
struct HealthController: Sendable {
    let source: any HealthSource

    var endpoints: [Endpoint] {
        [.get("/api/v1/health", .inline(health)), .get("/healthz", .inline(liveness))]
    }

    private func health(_ request: Request) throws -> Response {
        // It tells of all datasets; the parameter that clients add to each request is read like everywhere.
        _ = try Parameters(request).value("dataset")
        return Response { $0.health(source.health) }
    }

    /// For what restarts services: only a service that can store nothing is ill. An adapter's trouble does not end by a restart.
    private func liveness(_ request: Request) throws -> Response {
        if let refusal = Parameters.refusal(ofAny: request) { throw refusal }
        let health = source.health
        guard health.status == .failing else { return Response(text: "ok\n") }
        return Response(status: 503, text: "failing: \(health.storage.message ?? "nothing can be stored")\n")
    }
}
