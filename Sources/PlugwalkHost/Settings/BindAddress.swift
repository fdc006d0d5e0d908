internal import HTTPServer

/// Where a server may listen, as a person writes it: an IPv4 or IPv6 address in digits, or `localhost`.
package struct BindAddress: Sendable {
    private let address: SocketAddress

    /// - Returns: Nil for anything else, names included.
    package init?(_ text: String) {
        let digits = text == "localhost" ? DaemonConfiguration.defaultAddress : text
        guard let address = SocketAddress(digits, port: 0) else { return nil }
        self.address = address
    }

    /// Whether only processes of this machine can be there.
    package var isLoopback: Bool { address.isLoopback }
}
