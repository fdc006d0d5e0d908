internal import Glibc
package import HTTPServer

/// Who may ask this server, and how: the one place that decides it, for every request over TCP.
///
/// - A loopback server is for the user who runs it, and root; others of this machine need the token. A server that others can
///   reach wants the token from everybody, from this machine too: a proxy there would vouch for all.
/// - Whoever it is, the request must be meant for this server (`OwnNames`) and must not come from a page of elsewhere
///   (`SiteCheck`).
///
/// A Unix socket has its file's permissions instead, and a request made in this process (`Peer.Transport.none`) is its own user's.
/// No refusal says which names, users or tokens would pass: a page of elsewhere may read it.
package struct Access: Sendable {
    private let names: OwnNames
    /// Whether only this machine can reach the server.
    package let isLoopback: Bool
    private let user = geteuid()
    /// Where the server answers, as a person of this machine or beyond would write it.
    private let home: String
    let credentials: Credentials?
    let links: LoginLinks

    /// - Parameters:
    ///   - port: The port that clients connect to.
    ///   - bind: The address that is listened on, in digits. What is not one counts as reachable from elsewhere.
    ///   - token: What strangers must show; nil lets none in.
    ///   - hosts: Further names of this server, as in `config.json`. One with a port is known by this port only; one without by
    ///     all, as behind a proxy.
    ///   - key: Secret bytes of this installation, 16 to 64. With the same key a login outlives the process.
    ///   - clock: Ages the login links.
    package init(
        port: UInt16, bind: String, token: String?, hosts: [String], key: [UInt8] = Secret.random(),
        clock: any TimeSource = SystemClock()
    ) {
        let address = SocketAddress(bind, port: port)
        let isLoopback = address?.isLoopback ?? false
        let machine = isLoopback ? nil : OwnNames.machine
        names = OwnNames(port: port, address: address, isLoopback: isLoopback, machine: machine, configured: hosts)
        self.isLoopback = isLoopback
        let isWildcard = address?.isWildcard ?? true
        home = isWildcard ? OwnNames.withPort(hosts.first ?? machine ?? "localhost", port) : address!.description
        credentials = token.map { Credentials(token: $0, port: port, key: key) }
        links = LoginLinks(clock: clock)
    }

    /// Why the request is refused; nil for one that may pass.
    package func refusal(of request: Request) -> Problem? {
        if case .unix = request.peer.transport { return nil }
        return names.refusal(of: request) ?? SiteCheck.refusal(of: request, names) ?? strangerRefusal(of: request)
    }

    /// Finds the user of a connection, for `Server.Settings.identify`.
    package var identify: @Sendable (Peer) -> UInt32? {
        // Where everybody needs the token it makes no difference.
        guard isLoopback else { return { _ in nil } }
        return PeerUser.find
    }

    /// The address of the page, without any secret.
    package var url: String { "http://\(home)/" }

    /// Makes an address that lets its first visitor in for as long as the token holds; without a token, the plain address.
    ///
    /// It is a secret: to be shown to the user alone, and not to be logged.
    package func loginLink() -> String {
        credentials == nil ? url : "\(url)login?key=\(links.make())"
    }

    private func strangerRefusal(of request: Request) -> Problem? {
        if knows(request.peer) || LoginController.isVisit(request) { return nil }
        if let credentials, credentials.areShown(by: request.headers) { return nil }
        return isLoopback ? Self.otherUser : Self.noToken
    }

    private func knows(_ peer: Peer) -> Bool {
        guard case .tcp = peer.transport else { return true }
        return isLoopback && (peer.userID == user || peer.userID == 0)
    }

    private static let otherUser = Problem(
        status: 403,
        detail:
            "This server is for the user who runs it. Ask as that user, or send the token it was started with as \"Authorization: Bearer TOKEN\"."
    )

    private static let noToken = Problem(
        status: 401,
        detail:
            "Send the token that this server was started with as \"Authorization: Bearer TOKEN\", or open the link that \"plugwalk --open\" makes.",
        headers: ["WWW-Authenticate": "Bearer realm=\"plugwalk\""])
}

extension SocketAddress {
    /// Whether it stands for all addresses of the machine: `0.0.0.0` and `::`.
    fileprivate var isWildcard: Bool { host == .v4(0) || host == .v6(0, 0) }
}
