/// A complete request: a value that any thread may hold.
package struct Request: Sendable {
    package let method: Method
    /// The path as it was sent, without the query and not decoded; empty when the target was not a path.
    package let path: String
    package let query: Query
    package let headers: Headers
    package let body: [UInt8]
    package let peer: Peer
    /// The pattern of the route that was found, `/runs/{run_id}`; nil before routing and when there is none.
    package internal(set) var route: String?

    let segments: [String]
    /// Why this request is not for a handler (a malformed target, a body beyond the limit). Answered by the router, so
    /// that such answers pass the same hooks as all others.
    let fault: Problem?
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

    init(_ method: Method, _ target: String, headers: Headers, body: [UInt8], peer: Peer, fault: Problem?) {
        self.method = method
        self.headers = headers
        self.body = body
        self.peer = peer
        do throws(Target.Malformed) {
            let target = try Target.parse(target)
            (path, segments, query, self.fault) = (target.path, target.segments, target.query, fault)
        } catch {
            (path, segments, query) = ("", [], Query())
            self.fault = Problem(status: 400, detail: error.detail)
        }
    }

    /// The decoded value of the path parameter `name`. The route that was matched must have it.
    package func parameter(_ name: String) -> String {
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("route \(route ?? "?") has no parameter {\(name)}")
        }
        return parameter.value
    }
}
