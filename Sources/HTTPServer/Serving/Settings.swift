extension Server {
    /// How a server behaves beside its routes.
    package struct Settings: Sendable {
        package var limits = Limits()
        /// Finds the user at the other end of a TCP connection, once, when it is accepted; its answer is
        /// `request.peer.userID`. Runs on the HTTP thread. A Unix-domain socket tells by itself.
        package var identify: @Sendable (Peer) -> UInt32? = { _ in nil }
        /// Takes one line about a connection's trouble (a malformed head, a reset), on any thread. For debugging: peers
        /// can cause as many as they like.
        package var log: @Sendable (String) -> Void = { _ in }

        package init() {}
    }

    /// What one client, or all together, may take.
    package struct Limits: Sendable {
        /// Connections at once. From three quarters of it on, each new one ends the oldest that has no request to be
        /// answered. Each takes a descriptor: the process's limit must be larger.
        package var connections = 1_024
        /// Bytes per connection for the request's head (cookies count twice) and later for what is being sent. With 8 KiB
        /// a head of 4 KiB passes, but one that is too large is cut off without an answer for lack of room.
        package var connectionMemory = 16 << 10
        /// Bytes of one request's body; more is answered with 413.
        package var body = 1 << 20
        /// Bytes of the bodies of all requests that are being received or answered; beyond it, 503.
        package var allBodies = 64 << 20
        /// Event streams at once; beyond it, 503. Less than three quarters of `connections`, so that others get
        /// through.
        package var streams = 512
        /// The kernel's send buffer for a stream, in bytes: it would grow to megabytes for each reader that stalls.
        package var streamSendBuffer = 128 << 10
        /// Seconds without a byte after which a connection is closed: an idle one, a head or body that stops coming, a
        /// reader that stopped reading. Not while a handler works or a stream has nothing to send.
        package var idleSeconds = 60

        package init() {}
    }
}
