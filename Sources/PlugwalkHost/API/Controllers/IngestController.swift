internal import HTTPServer

/// Events that clients post, for development.
struct IngestController: Sendable {
    let ingest: any EventIngest

    var endpoints: [Endpoint] {
        [.post("/api/v1/ingest", .deferred(store))]
    }

    private func store(_ request: Request, _ responder: Responder) {
        if let refusal = Parameters.refusal(ofAny: request) {
            responder.complete(refusal.response)
        } else {
            ingest.submit(request.body, responder)
        }
    }
}
