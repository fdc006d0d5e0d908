internal import Glibc
internal import HTTPServer

/// The names by which this server may be asked.
///
/// A page that had its own name point to this machine (DNS rebinding) is known by the `Host` that its browser sends: a name that
/// is not in this list. An address in digits cannot be made to point elsewhere, so a server that others can reach takes all.
struct OwnNames: Sendable {
    /// In lower case, each with its port.
    private let exact: Set<String>
    /// Configured names without a port: known on every one.
    private let onAnyPort: Set<String>
    private let configured: Set<String>
    private let takesAddresses: Bool

    /// - Parameter machine: The name of the machine, when others may ask by it.
    init(port: UInt16, address: SocketAddress?, isLoopback: Bool, machine: String?, configured: [String]) {
        let hosts = configured.map { $0.lowercased() }
        var own = ["127.0.0.1", "localhost", "[::1]"] + (machine.map { [$0.lowercased()] } ?? [])
        if let address { own.append(String(address.description.dropLast(":\(address.port)".count))) }
        // Clients leave out the port that is HTTP's own.
        exact = Set(own.map { "\($0):\(port)" } + (port == 80 ? own : []) + hosts)
        onAnyPort = Set(hosts.filter { Self.split($0).port == nil })
        self.configured = Set(hosts)
        takesAddresses = !isLoopback
    }

    /// The refusal of a request that is not meant for this server.
    func refusal(of request: Request) -> Problem? {
        let given = request.headers.all("Host")
        guard given.count == 1, let host = given.first else {
            return Problem(status: 421, detail: "A request names one host in its field Host; this one names \(given.count).")
        }
        if contain(host) { return nil }
        // What the client sent and no more: the page that reads this may be of elsewhere.
        return Problem(
            status: 421,
            detail:
                "This server is not \"\(host.prefix(256))\". Ask by its own address, or add the name to \"hosts\" in its config.json."
        )
    }

    /// Whether pages of `origin` (RFC 6454) are the ones that `host` serves.
    func serve(_ origin: String, as host: String) -> Bool {
        let (origin, host) = (origin.lowercased(), host.lowercased())
        if origin == "http://\(host)" { return true }
        // Before a configured name there may be a proxy that speaks TLS.
        return origin == "https://\(host)" && (configured.contains(host) || onAnyPort.contains(Self.split(host).name))
    }

    private func contain(_ given: String) -> Bool {
        if exact.contains(given) { return true }
        let host = given.lowercased()
        if exact.contains(host) { return true }
        let (name, port) = Self.split(host)
        if let port, UInt16(port) == nil { return false }
        return onAnyPort.contains(name) || (takesAddresses && Self.isAddress(name))
    }

    private static func isAddress(_ name: String) -> Bool {
        guard name.hasPrefix("[") else { return SocketAddress(name, port: 0) != nil && !name.contains(":") }
        return SocketAddress(String(name.dropFirst().dropLast()), port: 0) != nil
    }

    /// Splits at the port's colon: an IPv6 address has colons of its own, within brackets.
    private static func split(_ host: String) -> (name: String, port: Substring?) {
        guard let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") else { return (host, nil) }
        return (String(host[..<colon]), host[host.index(after: colon)...])
    }

    /// The name with the port, if it has none.
    static func withPort(_ name: String, _ port: UInt16) -> String {
        split(name).port == nil ? "\(name):\(port)" : name
    }

    /// The name that the machine has given itself; nil when it has none.
    static var machine: String? {
        // HOST_NAME_MAX is 64 on Linux.
        var name = [CChar](repeating: 0, count: 65)
        guard gethostname(&name, name.count - 1) == 0, name[0] != 0 else { return nil }
        return name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }
}
