import Foundation
import Glibc
import Testing

@testable import PlugwalkHost

/// The checks as a client meets them: over a socket, from another user's process.
@Suite struct AccessSocketTests {
    private static let token = "correct-horse-battery"

    /// Runs curl, as another user if told, and returns the status and the body.
    private func curl(_ bench: APIBench, asUser user: Int? = nil, _ arguments: [String], _ target: String) throws -> (Int, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let user = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        process.arguments =
            user + ["curl", "--disable", "--silent", "--path-as-is", "--max-time", "20", "--write-out", "\n%{http_code}"]
            + arguments + ["http://127.0.0.1:\(bench.port)\(target)"]
        process.environment = ["PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let end = try #require(text.lastIndex(of: "\n"))
        return (Int(text[text.index(after: end)...]) ?? 0, String(text[..<end]))
    }

    private static let isRoot = geteuid() == 0
    private static let health = "/api/v1/health"

    @Test(.enabled(if: isRoot, "only root can become another user"))
    func `another user of the machine is refused, unless it has the token`() throws {
        let bench = try APIBench(onSocket: true, token: Self.token)
        #expect(try curl(bench, [], Self.health).0 == 200)
        let (status, body) = try curl(bench, asUser: 1002, [], Self.health)
        #expect(status == 403)
        #expect(body.contains("This server is for the user who runs it."))
        #expect(try curl(bench, asUser: 1002, ["-H", "Authorization: Bearer wrong"], Self.health).0 == 403)
        #expect(try curl(bench, asUser: 1002, ["-H", "Authorization: Bearer \(Self.token)"], Self.health).0 == 200)
    }

    @Test(.enabled(if: isRoot, "only root can become another user"))
    func `without a token another user has no way in, on any route`() throws {
        let bench = try APIBench(onSocket: true)
        for target in ["/", Self.health, "/api/v1/events/stream", "/api/v1/nothing"] {
            #expect(try curl(bench, asUser: 1002, [], target).0 == 403, "\(target)")
        }
        #expect(try curl(bench, asUser: 1002, [], "/login?key=x").0 == 403)
        #expect(bench.bus.subscriberCount == 0)
    }

    @Test func `off loopback the token, or the cookie of a link that opens once, is what counts`() throws {
        let bench = try APIBench(onSocket: true, bind: "0.0.0.0", token: Self.token)
        #expect(try curl(bench, [], Self.health).0 == 401)
        #expect(try curl(bench, ["-H", "Authorization: Bearer \(Self.token)x"], Self.health).0 == 401)
        #expect(try curl(bench, ["-H", "Authorization: Bearer \(Self.token)"], Self.health).0 == 200)
        let link = bench.access.loginLink()
        let target = String(link[try #require(link.range(of: "/login")).lowerBound...])
        let jar = NSTemporaryDirectory() + "plugwalk-\(UUID().uuidString).jar"
        defer { try? FileManager.default.removeItem(atPath: jar) }
        #expect(try curl(bench, ["--cookie-jar", jar], target).0 == 303)
        #expect(try curl(bench, ["--cookie", jar], Self.health).0 == 200)
        #expect(try curl(bench, ["--cookie", jar], "/").0 == 200)
        #expect(try curl(bench, [], target).0 == 403)
    }

    @Test func `a name that was made to point here, and a page of elsewhere, are refused`() throws {
        let bench = try APIBench(onSocket: true)
        #expect(try curl(bench, ["-H", "Host: rebound.example:\(bench.port)"], Self.health).0 == 421)
        #expect(try curl(bench, ["-H", "Origin: http://evil.example"], Self.health).0 == 403)
        #expect(try curl(bench, ["-H", "Sec-Fetch-Site: cross-site"], Self.health).0 == 403)
        #expect(try curl(bench, ["-H", "Origin: http://127.0.0.1:\(bench.port)"], Self.health).0 == 200)
    }

    @Test(arguments: [
        "/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "//etc/passwd", "/./etc/passwd", "/etc/passwd%00.html", "/%00", "/style.css%00", "/style.css/", "/style.css/..",
        "/..\\..\\etc\\passwd", "/%5c..%5cetc%5cpasswd", "/%c0%ae%c0%ae/etc/passwd", "/%252e%252e/etc/passwd", "/%2fetc%2fpasswd",
        "/api/v1/runs/..%2f..%2fetc%2fpasswd", "/api/v1/runs/../health", "/api/v1/../../etc/passwd", "/api/v1/runs/%00",
    ])
    func `no path leads out of the routes`(path: String) throws {
        let bench = try APIBench(onSocket: true)
        let (status, body) = try curl(bench, [], path)
        #expect(status == 404 || status == 400, "\(status)")
        #expect(!body.contains("root:"))
        #expect(body.hasPrefix("{\"type\":\"about:blank\""))
    }

    @Test(arguments: [
        "GET /\0 HTTP/1.1", "GET /style.css\0/../etc/passwd HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "GET * HTTP/1.1",
    ])
    func `a target that is no path of this server is refused`(line: String) throws {
        let bench = try APIBench(onSocket: true)
        let answer = try exchange(bench.port, "\(line)\r\nHost: 127.0.0.1:\(bench.port)\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer.prefix(300))")
    }

    /// Sends `text` and returns everything that comes back until the server closes.
    private func exchange(_ port: UInt16, _ text: String) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0)
        _ = Array(text.utf8).withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { received += buffer[..<count] }
        return String(decoding: received, as: UTF8.self)
    }
}
