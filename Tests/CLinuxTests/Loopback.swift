import CLinux
import Glibc
import Testing

/// How a client reaches a server on the same machine.
enum Loopback {
    case v4, v6
    /// An IPv4 client of an IPv6 listener, which sees a mapped address.
    case v4ThroughV6
}

/// A TCP listener on a free port.
final class TCPListener {
    let descriptor: Int32
    let address: sockaddr_storage
    let port: UInt16

    init(_ loopback: Loopback) throws {
        descriptor = socket(loopback == .v4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        switch loopback {
        case .v4: try #require(bindTo(descriptor, ipv4(port: 0)) == 0)
        case .v6: try #require(bindTo(descriptor, ipv6(in6addr_loopback, port: 0)) == 0)
        case .v4ThroughV6: try #require(bindTo(descriptor, ipv6(in6addr_any, port: 0)) == 0)
        }
        try #require(listen(descriptor, 8) == 0)
        address = socketAddress(descriptor, getsockname)
        // Both families have the port at the same place, in network order.
        port = withUnsafeBytes(of: address) { UInt16($0[2]) << 8 | UInt16($0[3]) }
    }

    deinit {
        close(descriptor)
    }

    func accept() throws -> Int32 {
        let accepted = isReadable(descriptor) ? linux_accept(descriptor) : -1
        try #require(accepted >= 0)
        return accepted
    }
}

/// A client and the server's end of its connection.
final class TCPConnection {
    let accepted: Int32
    private let client: Int32
    private let listener: TCPListener

    init(_ loopback: Loopback) throws {
        listener = try TCPListener(loopback)
        client = socket(loopback == .v6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if loopback == .v6 {
            try #require(connectTo(client, ipv6(in6addr_loopback, port: listener.port)) == 0)
        } else {
            try #require(connectTo(client, ipv4(port: listener.port)) == 0)
        }
        accepted = try listener.accept()
    }

    deinit {
        close(accepted)
    }

    func closeClient() {
        close(client)
    }

    func peerUID(_ uid: inout UInt32) -> Int32 {
        CLinuxTests.peerUID(of: accepted, &uid)
    }
}

func peerUID(of accepted: Int32, _ uid: inout UInt32) -> Int32 {
    peerUID(local: socketAddress(accepted, getsockname), remote: socketAddress(accepted, getpeername), &uid)
}

func peerUID(local: sockaddr_storage, remote: sockaddr_storage, _ uid: inout UInt32) -> Int32 {
    withSockaddr(local) { local, _ in
        withSockaddr(remote) { remote, _ in linux_tcp_peer_uid(local, remote, &uid) }
    }
}

private func ipv4(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
}

private func ipv6(_ host: in6_addr, port: UInt16) -> sockaddr_in6 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = host
    return address
}

private func withSockaddr<Address, Result>(
    _ address: Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
    withUnsafeBytes(of: address) { body($0.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t($0.count)) }
}

private func bindTo<Address>(_ socket: Int32, _ address: Address) -> Int32 {
    withSockaddr(address) { bind(socket, $0, $1) }
}

private func connectTo<Address>(_ socket: Int32, _ address: Address) -> Int32 {
    withSockaddr(address) { connect(socket, $0, $1) }
}

private func socketAddress(
    _ socket: Int32, _ get: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
) -> sockaddr_storage {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
        _ = get(socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, &length)
    }
    return address
}
