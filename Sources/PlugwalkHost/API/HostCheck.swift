package import HTTPServer

/// Refuses what a web page from elsewhere could send to this server.
///
/// A page that had its own name point to 127.0.0.1 (DNS rebinding) is known by the `Host` it asks for, a page of another origin
/// by its `Origin`. A request without an `Origin` is the person's own: a program, or the address bar.
package struct HostCheck: Sendable {
    private let hosts: Set<String>

    /// - Parameters:
    ///   - port: The port that clients connect to.
    ///   - names: Further names of this machine, with a port if it is not the same; for a server that others may reach.
    package init(port: UInt16, alsoAllowing names: [String] = []) {
        let local = ["127.0.0.1", "localhost", "[::1]"]
        let all = local.map { "\($0):\(port)" } + names.map { Self.hasPort($0) ? $0 : "\($0):\(port)" }
        // Clients leave out the port that is HTTP's own.
        let short = port == 80 ? local + names : []
        hosts = Set((all + short).map { $0.lowercased() })
    }

    /// The refusal, nil for a request that may pass. A Unix socket has its file's permissions instead.
    package func refusal(of request: Request) -> Problem? {
        if case .unix = request.peer.transport { return nil }
        let given = request.headers.all("Host")
        guard given.count == 1, let host = given.first?.lowercased(), hosts.contains(host) else {
            return Problem(
                status: 421,
                detail:
                    "This server is not \"\(given.joined(separator: ", "))\"; it answers as \(hosts.sorted().joined(separator: ", "))."
            )
        }
        let origins = request.headers.all("Origin")
        guard origins.allSatisfy({ $0.lowercased() == "http://\(host)" }) else {
            return Problem(status: 403, detail: "Pages of \(origins.joined(separator: ", ")) may not read this server.")
        }
        return nil
    }

    /// Whether the name ends with a port: an IPv6 address has colons of its own, within brackets.
    private static func hasPort(_ name: String) -> Bool {
        guard let colon = name.lastIndex(of: ":") else { return false }
        return !name[colon...].contains("]")
    }
}
