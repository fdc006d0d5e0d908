import Glibc

/// One accepted connection. Only the HTTP thread touches it.
final class Connection {
    let peer: Peer
    fileprivate var older: Connection?
    fileprivate unowned(unsafe) var newer: Connection?
    fileprivate var isListed = false

    init(peer: Peer) { self.peer = peer }

    /// Ends the connection: libmicrohttpd sees its close and cleans up.
    func shutDown() { shutdown(peer.descriptor, Int32(SHUT_RDWR)) }

    /// Has libmicrohttpd look again if the peer has said that it sends nothing more.
    ///
    /// With edge-triggered epoll libmicrohttpd does not learn of a close that came together with the last bytes: it reads
    /// the bytes, and no further event tells of the close. The connection would stay until the idle time is over. To shut
    /// down the reading half, at whose end we are, changes nothing but that the kernel tells once more; what was read
    /// before is still answered.
    func noticeEnd() {
        var byte: UInt8 = 0
        let count = recv(peer.descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        if count == 0 || (count < 0 && errno != EAGAIN) { shutdown(peer.descriptor, Int32(SHUT_RD)) }
    }
}

/// The connections that have no complete request to be answered, by the time since when: the oldest is the first to go.
///
/// A doubly linked list through the connections themselves, as one leaves from the middle with each request.
struct IdleConnections {
    private var newest: Connection?
    private unowned(unsafe) var oldest: Connection?

    mutating func append(_ connection: Connection) {
        precondition(!connection.isListed)
        connection.isListed = true
        connection.older = newest
        newest?.newer = connection
        newest = connection
        if oldest == nil { oldest = connection }
    }

    mutating func remove(_ connection: Connection) {
        guard connection.isListed else { return }
        connection.isListed = false
        let (older, newer) = (connection.older, connection.newer)
        if let newer { newer.older = older } else { newest = older }
        if let older { older.newer = newer } else { oldest = newer }
        (connection.older, connection.newer) = (nil, nil)
    }

    func forEach(_ body: (Connection) -> Void) {
        var next = newest
        while let connection = next {
            next = connection.older
            body(connection)
        }
    }

    mutating func popOldest() -> Connection? {
        guard let oldest else { return nil }
        remove(oldest)
        return oldest
    }
}
