internal import CLinux
internal import Glibc
internal import HTTPServer

/// The user at the other end of a TCP connection within this machine.
enum PeerUser {
    /// Asks the kernel; nil when it does not know, as of a peer on another machine or one that has gone.
    @Sendable static func find(_ peer: Peer) -> UInt32? {
        guard case .tcp(let remote, let local) = peer.transport else { return nil }
        var user: UInt32 = 0
        let found = local.withSockaddr { local, _ in
            remote.withSockaddr { remote, _ in linux_tcp_peer_uid(local, remote, &user) }
        }
        return found == 1 ? user : nil
    }
}
