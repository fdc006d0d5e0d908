/// What answers a route's requests, and where it runs.
package enum Handler<Context: ~Copyable>: Sendable {
    /// On the HTTP thread, which serves nobody else meanwhile: only for answers from memory.
    case inline(@Sendable (Request) throws -> Response)
    /// On one of the reader threads, with that thread's own context (a database connection, say).
    case reader(@Sendable (Request, inout Context) throws -> Response)
    /// Started on the HTTP thread, where it must not block; answered by whichever thread completes the responder.
    case deferred(@Sendable (Request, Responder) -> Void)
}

/// A method and a path pattern, and what answers them.
package struct Route<Context: ~Copyable>: Sendable, CustomStringConvertible {
    package let method: Method
    package let pattern: PathPattern
    package let handler: Handler<Context>

    /// `GET /runs/{run_id}`, as in a listing of the routes.
    package var description: String { "\(method) \(pattern)" }
}
