internal import HTTPServer
package import Threading

/// The threads for what is rare and may take its time: starting an adapter, writing the settings.
package struct Desk: Sendable {
    private let threads: Pool<Void>

    package init(_ threads: Pool<Void>) { self.threads = threads }

    /// A handler that runs on these threads.
    func handler(_ answer: @escaping @Sendable (Request) throws -> Response) -> Handler<ReadContext> {
        .deferred { request, responder in
            let isQueued = threads.submit { _ in responder.complete(Self.response(to: request, answer)) }
            if isQueued { return }
            let problem = Problem(status: 503, detail: "Too much is being changed; try again.", headers: ["Retry-After": "1"])
            responder.complete(problem.response)
        }
    }

    private static func response(to request: Request, _ answer: (Request) throws -> Response) -> Response {
        do {
            return try answer(request)
        } catch let problem as Problem {
            return problem.response
        } catch {
            return Problem(status: 500, detail: "The server failed to do this; its log says why.").response
        }
    }
}
