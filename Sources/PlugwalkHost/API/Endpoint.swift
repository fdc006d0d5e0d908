internal import HTTPServer

/// One route of a controller.
struct Endpoint: Sendable {
    let method: Method
    let pattern: String
    let handler: Handler<ReadContext>

    static func get(_ pattern: String, _ handler: Handler<ReadContext>) -> Endpoint {
        Endpoint(method: .get, pattern: pattern, handler: handler)
    }

    static func post(_ pattern: String, _ handler: Handler<ReadContext>) -> Endpoint {
        Endpoint(method: .post, pattern: pattern, handler: handler)
    }

    static func patch(_ pattern: String, _ handler: Handler<ReadContext>) -> Endpoint {
        Endpoint(method: .patch, pattern: pattern, handler: handler)
    }
}
