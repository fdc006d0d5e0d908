import Glibc
import PlugwalkHost

/// A connection to the daemon's control socket, which only its owner can open: the whole API, and what only the command may ask.
struct ControlSocket: ~Copyable {
    let descriptor: Int32

    /// - Parameter patienceSeconds: How long a silent answer is waited for.
    /// - Returns: Nil when nobody listens there.
    init?(_ home: Home, patienceSeconds: Int) {
        // The path may be longer than a socket's address holds: it is reached through the folder's descriptor.
        let folder = open(home.run, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        var limit = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard Self.connect(socket, to: "/proc/self/fd/\(folder)/control.sock") else {
            close(socket)
            return nil
        }
        descriptor = socket
    }

    deinit { close(descriptor) }

    private static func connect(_ socket: Int32, to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        } == 0
    }

    /// Sends a request; the answer ends with the connection.
    ///
    /// HTTP/1.0, so that a stream comes as it is and not in chunks.
    func send(_ method: String, _ target: String, headers: [String] = [], body: String? = nil) -> Bool {
        var lines = ["\(method) \(target) HTTP/1.0", "Host: localhost", "Plugwalk-Client: plugwalk"] + headers
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    /// Reads what is there, or waits for something; empty at the end and when the patience is over.
    func receive() -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            return Array(piece.prefix(max(0, count)))
        }
    }
}
