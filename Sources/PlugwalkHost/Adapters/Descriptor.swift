internal import AdapterRuntime
internal import Glibc

/// An open file descriptor that is closed with its last reference.
package final class Descriptor: Sendable {
    package let number: Int32

    package init(owning number: Int32) {
        self.number = number
    }

    deinit { close(number) }
}

/// A system call that failed.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was tried.
    package var action: String
    /// The error number.
    package var code: Int32

    package init(_ action: String, code: Int32 = errno) {
        self.action = action
        self.code = code
    }

    package var description: String { "cannot \(action): \(String(cString: strerror(code)))" }
}

extension Descriptor {
    /// Two connected stream sockets, closed on exec.
    static func socketPair() throws(SystemError) -> (Descriptor, Descriptor) {
        var numbers: (Int32, Int32) = (-1, -1)
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let code = withUnsafeMutableBytes(of: &numbers) { bytes in
            socketpair(AF_UNIX, type, 0, bytes.bindMemory(to: Int32.self).baseAddress)
        }
        guard code == 0 else { throw SystemError("make a socket pair") }
        return (Descriptor(owning: numbers.0), Descriptor(owning: numbers.1))
    }

    /// A pipe, closed on exec; reading never blocks.
    static func pipe() throws(SystemError) -> (read: Descriptor, write: Descriptor) {
        var numbers: (Int32, Int32) = (-1, -1)
        let code = pwr_output_pipe(&numbers.0, &numbers.1)
        guard code == 0 else { throw SystemError("make a pipe", code: code) }
        return (Descriptor(owning: numbers.0), Descriptor(owning: numbers.1))
    }
}

extension Descriptor {
    /// What a read without waiting gave.
    enum Reading {
        case bytes(Int)
        /// Nothing now.
        case nothing
        /// The other end is closed or broken.
        case end
    }

    /// Reads what is there into `buffer`, without waiting. The descriptor is non-blocking or a socket.
    func read(into buffer: UnsafeMutableRawBufferPointer, isSocket: Bool) -> Reading {
        while true {
            let count =
                isSocket
                ? recv(number, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                : Glibc.read(number, buffer.baseAddress, buffer.count)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .nothing : .end
        }
    }

    /// Sends all bytes on a socket, waiting up to `timeoutMs` in all for room. False when the peer is gone or does not read.
    func sendAll(_ bytes: [UInt8], timeoutMs: Int32) -> Bool {
        let deadline = MonotonicTime.now() + .milliseconds(Int64(timeoutMs))
        var sent = 0
        while sent < bytes.count {
            let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
            let count = bytes.withUnsafeBytes { send(number, $0.baseAddress! + sent, $0.count - sent, flags) }
            if count >= 0 { sent += count; continue }
            if errno == EINTR { continue }
            guard errno == EAGAIN, MonotonicTime.now() < deadline else { return false }
            var watched = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
            poll(&watched, 1, deadline.pollTimeout(from: .now()))
        }
        return true
    }
}
