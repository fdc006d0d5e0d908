import Glibc
import PlugwalkHost

/// Asks the daemon something over its control socket.
struct ControlClient {
    let home: Home

    /// The body of the answer, or nil when nobody answers within a few seconds.
    func send(_ method: String, _ path: String) -> String? {
        guard let socket = connect() else { return nil }
        defer { close(socket) }
        let request = Array("\(method) \(path) HTTP/1.0\r\nHost: plugwalk\r\nContent-Length: 0\r\n\r\n".utf8)
        guard request.withUnsafeBytes({ write(socket, $0.baseAddress, $0.count) }) == request.count else { return nil }
        let answer = String(decoding: readAll(socket), as: UTF8.self)
        guard answer.contains(" 20"), let end = answer.firstRange(of: "\r\n\r\n") else { return nil }
        return String(answer[end.upperBound...])
    }

    /// A socket's path may be longer than its address holds: it is reached through the folder's descriptor.
    private func connect() -> Int32? {
        let folder = open(home.run, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = "/proc/self/fd/\(folder)/control.sock"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if connected == 0 { return socket }
        close(socket)
        return nil
    }

    private func readAll(_ socket: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count < 4 << 20 {
            let count = read(socket, &piece, piece.count)
            if count <= 0 { break }
            bytes += piece.prefix(count)
        }
        return bytes
    }
}
