import Threading

/// The routes of a server and the hooks around them: a value, complete before the server starts.
///
/// Every request passes `screen`, then `admit` if there is a route for it, then the route's handler, then `finish`; answers
/// that no handler gave (404, 405, 413, a thrown error) pass `finish` too.
package struct Router<Context: ~Copyable>: Sendable {
    /// Every route, in the order of `on` calls.
    package private(set) var routes: [Route<Context>] = []
    private var tree = RouteTree()

    /// Asked before routing, on the HTTP thread; what it returns is the answer. For checks of Host, Origin and token. When a
    /// body follows it is asked before it comes, of a request without it.
    package var screen: @Sendable (Request) -> Response? = { _ in nil }
    /// Asked once the route is known (`request.route`), on the HTTP thread; what it returns is the answer. For what only
    /// some routes demand, so that a path or method that does not exist is called by its name.
    package var admit: @Sendable (Request) -> Response? = { _ in nil }
    /// Completes each answer before it is sent, on the thread that gave it. For header fields that all answers carry.
    package var finish: @Sendable (inout Response, Request) -> Void = { _, _ in }
    /// Turns an error that a handler threw into an answer. A thrown `Problem` is its own; by default all others are 500
    /// without details, as an error's text may hold what the client must not see.
    package var explain: @Sendable (any Error, Request) -> Problem = { error, _ in
        error as? Problem ?? Problem(status: 500, detail: "The server failed to answer this request.")
    }

    package init() {}

    /// Adds a route. A second route for the same method and an equivalent pattern is a mistake in the program.
    package mutating func on(_ method: Method, _ pattern: String, _ handler: Handler<Context>) {
        let route = Route(method: method, pattern: PathPattern(pattern), handler: handler)
        let isNew = tree.insert(route.pattern, method, route: routes.count)
        precondition(isNew, "there are two routes for \(route)")
        routes.append(route)
    }
}

/// What is to be done for a request.
enum Work {
    /// Nothing more: this is the answer.
    case answer(Response)
    /// The closure is called once and returns without blocking; what it is given is called once, on any thread.
    case later(@Sendable (@escaping @Sendable (Response) -> Void) -> Void)
}

extension Router where Context: ~Copyable {
    typealias Reader = @Sendable (Request, inout Context) throws -> Response

    /// The answer to a request that may not pass.
    func screened(_ request: Request) -> Response? {
        screen(request).map { finished($0, request) }
    }

    /// Decides about `request`, which has passed `screened`, for a server: an inline handler runs at once, a reader's handler on one of `readers`.
    func work(for request: Request, readers: Pool<Context>?) -> Work {
        work(for: request) { request, handler in
            .later { [self] send in read(request, handler, readers, send) }
        }
    }

    /// Decides about `request`; `reading` says how a reader's handler runs.
    func work(for request: Request, reading: (Request, @escaping Reader) -> Work) -> Work {
        var request = request
        let found = find(&request)
        if case .success = found, let refusal = admit(request) { return .answer(finished(refusal, request)) }
        switch found {
        case .failure(let problem):
            return .answer(finished(problem.response, request))
        case .success(.inline(let handler)):
            return .answer(finished(answer(request) { try handler(request) }, request))
        case .success(.reader(let handler)):
            return reading(request, handler)
        case .success(.deferred(let handler)):
            return .later { [request, self] send in
                handler(request, Responder { send(finished($0, request)) })
            }
        }
    }

    /// Finds the handler and notes the route and its parameters in `request`.
    private func find(_ request: inout Request) -> Result<Handler<Context>, Problem> {
        if let fault = request.fault { return .failure(fault) }
        guard let match = tree.match(request.target) else {
            return .failure(Problem(status: 404, detail: "There is nothing at \(request.path)."))
        }
        guard let index = match.routes[request.method] ?? (request.method == .head ? match.routes[.get] : nil) else {
            return .failure(refusal(of: request.method, match))
        }
        let route = routes[index]
        request.route = route.pattern.description
        request.parameters = zip(route.pattern.parameters, match.values).map { (name: $0, value: $1) }
        return .success(route.handler)
    }

    private func refusal(of method: Method, _ match: RouteTree.Match) -> Problem {
        var allowed = match.routes.keys.map(\.rawValue)
        if match.routes[.get] != nil, match.routes[.head] == nil { allowed.append("HEAD") }
        let list = allowed.sorted().joined(separator: ", ")
        return Problem(status: 405, detail: "\(method) is not possible here; \(list) is.", headers: ["Allow": list])
    }

    private func read(
        _ request: Request, _ handler: @escaping Reader, _ readers: Pool<Context>?,
        _ send: @escaping @Sendable (Response) -> Void
    ) {
        let isQueued = readers?.submit { context in
            send(finished(answer(request) { try handler(request, &context) }, request))
        }
        if isQueued == true { return }
        let problem = Problem(status: 503, detail: "All readers are busy; try again.", headers: ["Retry-After": "1"])
        send(finished(problem.response, request))
    }

    func answer(_ request: Request, _ handler: () throws -> Response) -> Response {
        do { return try handler() } catch { return explain(error, request).response }
    }

    func finished(_ response: Response, _ request: Request) -> Response {
        var response = response
        finish(&response, request)
        return response
    }
}
