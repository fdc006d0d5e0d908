/// A complete request: a value that any thread may hold.
package struct Request: Sendable {
    /// What came, in one object, so that a request is cheap to hand on.
    private final class Content: Sendable {
        let method: Method
        let target: Target
        let headers: Headers
        let peer: Peer
        let fault: Problem?

        init(_ method: Method, _ target: Target, _ headers: Headers, _ peer: Peer, _ fault: Problem?) {
            self.method = method
            self.target = target
            self.headers = headers
            self.peer = peer
            self.fault = fault
        }
    }

    private let content: Content
    package internal(set) var body: [UInt8]
    /// The pattern of the route that was found, `/runs/{run_id}`; nil before routing and when there is none.
    package internal(set) var route: String?

    /// Why the body was not kept: it was beyond a limit.
    var bodyFault: Problem?
    var parameters: [(name: String, value: String)] = []

    /// Makes a request as the server does from what it received; `target` is a path with an optional query.
    package init(
        _ method: Method = .get,
        _ target: String,
        headers: Headers = [:],
        body: [UInt8] = [],
        peer: Peer = Peer(transport: .none)
    ) {
        self.init(method, target, headers: headers, body: body, peer: peer, fault: nil)
    }

    init(_ method: Method, _ target: String, headers: Headers, body: [UInt8] = [], peer: Peer, fault: Problem?) {
        self.body = body
        do throws(Target.Malformed) {
            content = Content(method, try Target.parse(target), headers, peer, fault)
        } catch {
            content = Content(method, .none, headers, peer, Problem(status: 400, detail: error.detail))
        }
    }

    package var method: Method { content.method }
    /// The path as it was sent, without the query and not decoded; empty when the target was not a path.
    package var path: String { content.target.path }
    package var query: Query { content.target.query }
    package var headers: Headers { content.headers }
    package var peer: Peer { content.peer }
    var target: Target { content.target }

    /// Why this request is not for a handler (a malformed target, a body beyond the limit). Answered by the router, so
    /// that such answers pass the same hooks as all others.
    var fault: Problem? { content.fault ?? bodyFault }

    /// The decoded value of the path parameter `name`. The route that was matched must have it.
    package func parameter(_ name: String) -> String {
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("route \(route ?? "?") has no parameter {\(name)}")
        }
        return parameter.value
    }
}
