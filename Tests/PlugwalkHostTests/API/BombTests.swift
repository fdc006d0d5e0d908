import Foundation
import Glibc
import HTTPServer
import StrictJSON
import Synchronization
import Testing
import Threading

@testable import PlugwalkHost

/// Bodies that are made to cost more than they say, posted over a socket.
@Suite(.serialized) struct BombTests {
    /// The reading half of `/ingest`, which every such body meets.
    private final class Reader: EventIngest {
        private let parser = Mutex(UncheckedParser())

        func submit(_ body: [UInt8], _ responder: Responder) {
            let post = IngestPost(responder)
            let isRead = parser.withLock { post.read(body, $0.parser) != nil }
            if isRead { responder.complete(Response(status: 204)) }
        }
    }

    /// `@unchecked` because it is only used under the reader's lock.
    private final class UncheckedParser: @unchecked Sendable { let parser = JSONParser() }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(arguments: [
        ("a hundred thousand arrays", repeated("[", 100_000) + repeated("]", 100_000), "nest deeper than allowed"),
        ("a hundred thousand objects", repeated("{\"a\":", 100_000) + "1" + repeated("}", 100_000), "nest deeper than allowed"),
        ("a megabyte of brackets", repeated("[", (1 << 20) - 1), "nest deeper than allowed"),
        ("a megabyte of empty arrays", "[" + repeated("[],", 340_000) + "[]]", "has more than 1000 events"),
        ("a megabyte of digits", "[" + repeated("9", 1_000_000), "document ends inside"),
        ("a million keys that are one", "{" + repeated("\"a\":1,", 170_000) + "\"a\":1}", "has this key already"),
        ("a string without an end", "[\"" + repeated("a", 1_000_000), "no closing quote"),
        ("a megabyte of escapes", "[\"" + repeated("\\u0000", 170_000), "no closing quote"),
        ("nothing", "", "found nothing"),
    ])
    func `a bomb is refused with what is wrong, and costs no more than its size`(name: String, body: String, reason: String) throws
    {
        let (status, text, grown) = try post(body)
        #expect(status == 400, "\(name)")
        #expect(text.contains(reason), "\(name): \(text.prefix(300))")
        #expect(grown < 96 << 20, "\(name): \(grown >> 20) MiB")
    }

    @Test func `numbers of any size are read as what they are`() throws {
        for number in ["1e999999999", "-1e-999999999", Self.repeated("9", 100_000)] {
            #expect(try post("[{\"a\":\(number)}]").status == 204)
        }
    }

    @Test func `a body of 64 megabytes is refused by its head`() throws {
        let (status, text, grown) = try post(Self.repeated("[", 64 << 20))
        #expect(status == 413)
        #expect(text.contains("1048576 bytes at most"))
        // The client's own copies are in this process too: that it does not hold them twice more is what counts.
        #expect(grown < 32 << 20, "\(grown >> 20) MiB")
    }

    /// Returns the answer and by how many bytes this process has grown meanwhile.
    private func post(_ body: String) throws -> (status: Int, text: String, grown: Int) {
        var router = Router<ReadContext>()
        for endpoint in IngestController(ingest: Reader()).endpoints {
            router.on(endpoint.method, endpoint.pattern, endpoint.handler)
        }
        let listener = try Listener.tcp("127.0.0.1", port: 0)
        let readers = try Pool<ReadContext>(name: "reader", threads: 1, maxQueued: 1) { _ in ReadContext() }
        let server = try Server(on: listener, router: router, readers: readers)
        defer {
            server.stop(within: .zero)
            readers.close()
        }
        let before = resident()
        let (status, text) = try RawPost(server.port!).send("/api/v1/ingest", body)
        return (status, text, resident() - before)
    }

    private func resident() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }
}

/// One request on a connection of its own.
private struct RawPost {
    let port: UInt16

    init(_ port: UInt16) { self.port = port }

    /// Sends as much of the body as is taken, and reads until the server closes or has answered.
    func send(_ target: String, _ body: String) throws -> (Int, String) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let address = SocketAddress("127.0.0.1", port: port)!
        try #require(address.withSockaddr { connect(descriptor, $0, $1) } == 0)
        let head = "POST \(target) HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        // Waits for the answer to a body that would be refused by its size: who writes on may find the connection reset.
        let isTooLarge = body.utf8.count > 1 << 20
        var text = isTooLarge ? head : head + body
        text.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                if count <= 0 { break }
                sent += count
            }
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { received += buffer[..<count] }
        let answer = String(decoding: received, as: UTF8.self)
        return (Int(answer.dropFirst(9).prefix(3)) ?? 0, answer)
    }
}
