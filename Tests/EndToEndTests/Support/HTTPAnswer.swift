import Foundation
import Glibc

/// The answer to one request on a connection of its own.
struct HTTPAnswer {
    let status: Int
    let headers: String
    let body: Data

    static func get(_ path: String, from url: String, headers: [String] = []) throws -> HTTPAnswer {
        let socket = try connect(to: url)
        defer { close(socket) }
        let host = headers.contains { $0.hasPrefix("Host:") } ? [] : ["Host: 127.0.0.1:\(port(of: url))"]
        let lines = ["GET \(path) HTTP/1.1"] + host + headers + ["Connection: close", "", ""]
        send(lines.joined(separator: "\r\n"), to: socket)
        return HTTPAnswer(readAll(socket))
    }

    /// Sends a request with a JSON body, as a program of this machine.
    static func send(
        _ method: String, _ path: String, to url: String, headers: [String] = [], body: String
    ) throws -> HTTPAnswer {
        let socket = try connect(to: url)
        defer { close(socket) }
        let type = headers.contains { $0.hasPrefix("Content-Type:") } ? [] : ["Content-Type: application/json"]
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port(of: url))", "Plugwalk-Client: tests"] + type + headers
            + ["Content-Length: \(body.utf8.count)", "Connection: close", "", body]
        send(lines.joined(separator: "\r\n"), to: socket)
        return HTTPAnswer(readAll(socket))
    }

    /// Reads an event stream until the condition holds for what came, or the cap passes.
    static func stream(_ path: String, from url: String, within seconds: Double = 30, until done: (String) -> Bool) throws -> String
    {
        let socket = try connect(to: url)
        defer { close(socket) }
        send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port(of: url))\r\n\r\n", to: socket)
        var text = ""
        let end = Date(timeIntervalSinceNow: seconds)
        while !done(text), Date() < end {
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 200) > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 64 << 10)
            let count = read(socket, &piece, piece.count)
            if count <= 0 { break }
            text += String(decoding: piece.prefix(count), as: UTF8.self)
        }
        return text
    }

    private init(_ bytes: [UInt8]) {
        let data = Data(bytes)
        let split = data.range(of: Data("\r\n\r\n".utf8))
        headers = String(decoding: data[..<(split?.lowerBound ?? data.endIndex)], as: UTF8.self)
        body = Data(data[(split?.upperBound ?? data.endIndex)...])
        status = Int(headers.split(separator: " ").dropFirst().first ?? "") ?? 0
    }

    private static func port(of url: String) -> UInt16 {
        let rest = url.split(separator: ":").last ?? ""
        return UInt16(rest.prefix { $0.isNumber }) ?? 0
    }

    private static func connect(to url: String) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port(of: url).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(socket)
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        return socket
    }

    private static func send(_ text: String, to socket: Int32) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
    }

    private static func readAll(_ socket: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(socket, &piece, piece.count)
            if count <= 0 { return bytes }
            bytes += piece.prefix(count)
        }
    }
}
