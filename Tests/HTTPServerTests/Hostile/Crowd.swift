import Glibc
import HTTPServer

/// Many connections that send what they please and wait for nothing.
final class Crowd {
    let address: SocketAddress
    private(set) var members: [Int32] = []

    init(_ address: SocketAddress) { self.address = address }

    deinit { leave() }

    /// Opens `count` more connections. Those that the server's backlog has no room for are left out.
    func join(_ count: Int, receiveBuffer: Int32? = nil) {
        for _ in 0..<count {
            let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            precondition(descriptor >= 0, "no descriptors left for the test")
            if var size = receiveBuffer {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            if address.withSockaddr({ connect(descriptor, $0, $1) }) == 0 {
                members.append(descriptor)
            } else {
                close(descriptor)
            }
        }
    }

    /// Has every member send `bytes`, as far as they go without waiting. Returns how many bytes went.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int {
        members.reduce(0) { $0 + max(0, Self.send(bytes[...], $1)) }
    }

    /// The number of bytes that went, -1 when the connection has ended.
    static func send(_ bytes: ArraySlice<UInt8>, _ descriptor: Int32) -> Int {
        let count = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        return count < 0 && errno == EAGAIN ? 0 : count
    }

    /// Takes what has come and returns the number of bytes; -1 when the connection has ended.
    static func receive(_ descriptor: Int32) -> Int {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if count == 0 { return -1 }
        return count < 0 && errno == EAGAIN ? 0 : count
    }

    /// Says for every member that nothing more will be sent.
    func finishSending() { for member in members { shutdown(member, Int32(SHUT_WR)) } }

    /// Ends every connection; `abruptly` with a reset.
    func leave(abruptly: Bool = false) {
        for member in members {
            if abruptly {
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(member, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            }
            close(member)
        }
        members = []
    }
}
