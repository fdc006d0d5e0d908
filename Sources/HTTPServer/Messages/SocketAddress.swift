package import Glibc

/// An IPv4 or IPv6 address and a port.
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    package enum Host: Sendable, Hashable {
        /// In host byte order: 127.0.0.1 is `0x7f00_0001`.
        case v4(UInt32)
        /// The sixteen bytes as sent, as two big-endian halves. A scope is not kept.
        case v6(UInt64, UInt64)
    }

    package let host: Host
    package let port: UInt16

    package init(host: Host, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads a numeric address such as `127.0.0.1` or `::1`; nil for anything else, names included.
    package init?(_ text: String, port: UInt16) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(host: .v4(UInt32(bigEndian: v4.s_addr)), port: port)
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(host: Self.host(v6), port: port)
        } else {
            return nil
        }
    }

    /// Whether only processes of this machine can be there: 127.0.0.0/8, `::1`, and the first as seen by an IPv6
    /// socket.
    package var isLoopback: Bool {
        switch host {
        case .v4(let address): address >> 24 == 127
        case .v6(0, 1): true
        case .v6(0, let low): low >> 32 == 0xffff && (low >> 24) & 0xff == 127
        case .v6: false
        }
    }

    /// The address as in a URL: `127.0.0.1:80`, `[::1]:80`.
    package var description: String {
        switch host {
        case .v4(let address):
            [24, 16, 8, 0].map { String(address >> $0 & 0xff) }.joined(separator: ".") + ":\(port)"
        case .v6(let high, let low):
            "[\(Self.text(high, low))]:\(port)"
        }
    }

    private static func host(_ address: in6_addr) -> Host {
        withUnsafeBytes(of: address) { bytes in
            .v6(
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        var halves = (high.bigEndian, low.bigEndian)
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, &halves, &text, socklen_t(text.count))
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }
}

extension SocketAddress {
    /// Reads an address that the kernel filled in, in full for its family; nil for a family other than IP.
    init?(_ address: UnsafePointer<sockaddr>) {
        let bytes = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let v4 = bytes.loadUnaligned(as: sockaddr_in.self)
            self.init(host: .v4(UInt32(bigEndian: v4.sin_addr.s_addr)), port: UInt16(bigEndian: v4.sin_port))
        case AF_INET6:
            let v6 = bytes.loadUnaligned(as: sockaddr_in6.self)
            self.init(host: Self.host(v6.sin6_addr), port: UInt16(bigEndian: v6.sin6_port))
        default:
            return nil
        }
    }

    init?(_ address: sockaddr_storage) {
        let found = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { SocketAddress($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// `AF_INET` or `AF_INET6`.
    package var family: Int32 { if case .v4 = host { AF_INET } else { AF_INET6 } }

    /// Calls `body` with the form that system calls take, valid until it returns.
    package func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch host {
        case .v4(let address):
            var v4 = sockaddr_in()
            v4.sin_family = sa_family_t(AF_INET)
            v4.sin_port = port.bigEndian
            v4.sin_addr.s_addr = address.bigEndian
            return withSockaddr(of: &v4, body)
        case .v6(let high, let low):
            var v6 = sockaddr_in6()
            v6.sin6_family = sa_family_t(AF_INET6)
            v6.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &v6.sin6_addr) {
                $0.storeBytes(of: high.bigEndian, as: UInt64.self)
                $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return withSockaddr(of: &v6, body)
        }
    }

    private func withSockaddr<Address, Result>(
        of address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
        }
    }
}

extension sockaddr_storage {
    /// The address that a socket is bound to; nil with `errno` for what is not a socket.
    init?(localOf descriptor: Int32) {
        self.init()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &self) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { return nil }
    }
}
