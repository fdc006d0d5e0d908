import Glibc
import HTTPServer

/// A socket and the bytes that came over it: what a test sends is exactly what it says.
final class RawClient {
    struct Answer {
        var status: Int
        var headers: Headers
        var body: String
    }

    struct Unexpected: Error, CustomStringConvertible {
        var description: String
    }

    let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ endpoint: Listener.Endpoint, receiveBuffer: Int32? = nil) throws {
        switch endpoint {
        case .tcp(let address):
            descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
            if var size = receiveBuffer {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            try check(address.withSockaddr { connect(descriptor, $0, $1) }, "connect")
        case .unix(let path):
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            try check(Self.connectUnix(descriptor, path), "connect")
        }
        // Generous: a test that waits this long has failed.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { throw Unexpected(description: "send: \(String(cString: strerror(errno)))") }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    func get(_ target: String, headers: String = "") throws -> Answer {
        try send("GET \(target) HTTP/1.1\r\nHost: test\r\n\(headers)\r\n")
        return try answer()
    }

    /// Reads one answer; `hasBody` is false for that of a HEAD request.
    func answer(hasBody: Bool = true) throws -> Answer {
        var answer = try head()
        guard hasBody else { return answer }
        if answer.headers["Transfer-Encoding"] == "chunked" {
            while let chunk = try chunk() { answer.body += chunk }
        } else if let length = answer.headers["Content-Length"].flatMap({ Int($0) }) {
            answer.body = String(decoding: try take(length), as: UTF8.self)
        }
        return answer
    }

    func head() throws -> Answer {
        let status = try line()
        guard status.hasPrefix("HTTP/1."), let code = Int(status.dropFirst(9).prefix(3)) else {
            throw Unexpected(description: "not a status line: \(status)")
        }
        var headers = Headers()
        while case let field = try line(), !field.isEmpty {
            let colon = field.firstIndex(of: ":")!
            headers.add(String(field[..<colon]), String(field[field.index(after: colon)...].drop { $0 == " " }))
        }
        return Answer(status: code, headers: headers, body: "")
    }

    /// One chunk of a chunked body; nil at its end.
    func chunk() throws -> String? {
        let size = Int(try line(), radix: 16)!
        let bytes = try take(size)
        _ = try line()
        return size == 0 ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Everything until the peer closes or resets the connection.
    func rest() -> String {
        while (try? fill()) == true {}
        defer { buffer = [] }
        return String(decoding: buffer, as: UTF8.self)
    }

    private func line() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end].filter { $0 != 13 }
                buffer.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            if try !fill() { throw Unexpected(description: "the connection ended within a line") }
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count {
            if try !fill() { throw Unexpected(description: "the connection ended within a body") }
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    /// False at the end.
    private func fill() throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0 { throw Unexpected(description: "recv: \(String(cString: strerror(errno)))") }
        buffer += bytes[..<count]
        return count > 0
    }

    private static func connectUnix(_ descriptor: Int32, _ path: String) -> Int32 {
        let slash = path.lastIndex(of: "/")!
        let folder = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: "/proc/self/fd/\(folder)\(path[slash...])".utf8)
        }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

private func check(_ result: Int32, _ what: String) throws {
    if result != 0 { throw RawClient.Unexpected(description: "\(what): \(String(cString: strerror(errno)))") }
}
