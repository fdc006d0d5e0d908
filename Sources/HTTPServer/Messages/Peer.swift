import Glibc

/// The other end of a connection.
package struct Peer: Sendable {
    package enum Transport: Sendable, Equatable {
        case tcp(remote: SocketAddress, local: SocketAddress)
        /// A Unix-domain socket; the user is the one the kernel recorded at connect (`SO_PEERCRED`).
        case unix
        /// No connection: a request made in the process, by a test for instance.
        case none
    }

    package let transport: Transport
    /// The connection's socket, owned by the server and open as long as the request is unanswered; -1 without one.
    package let descriptor: Int32
    /// The user at the other end: by the kernel on a Unix-domain socket, else as `Server.Settings.identify` found; nil
    /// when unknown.
    package internal(set) var userID: UInt32?

    package init(transport: Transport, descriptor: Int32 = -1, userID: UInt32? = nil) {
        self.transport = transport
        self.descriptor = descriptor
        self.userID = userID
    }

    /// The peer of a connected socket whose `accept` gave `address`.
    init(connectedTo descriptor: Int32, address: UnsafePointer<sockaddr>) {
        if let remote = SocketAddress(address) {
            // An accepted IP socket has a local address, also when its peer is gone.
            let local = SocketAddress(sockaddr_storage(localOf: descriptor)!)!
            self.init(transport: .tcp(remote: remote, local: local), descriptor: descriptor)
        } else {
            self.init(transport: .unix, descriptor: descriptor, userID: Self.unixUser(descriptor))
        }
    }

    private static func unixUser(_ descriptor: Int32) -> UInt32? {
        // `struct ucred` of <sys/socket.h>, which Swift does not import without _GNU_SOURCE: pid, uid, gid.
        var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        let result = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length)
        return result == 0 ? credentials.uid : nil
    }
}
