import HTTPServer
import Synchronization
import Testing
import Threading

@Suite struct EventStreamTests {
    private static let chunk = SharedBytes("data: 0123456789\n\n".utf8)

    /// Streams that a test's clients have opened, and how many of them were told of their end.
    private final class Feed: Sendable {
        let streams = Monitor<[EventStream]>([])
        let closed = Monitor(0)
        let maxBytes: Int

        init(maxBytes: Int = 1 << 20) { self.maxBytes = maxBytes }

        func open(_ router: inout Router<Int>) {
            router.on(
                .get, "/events",
                .inline { [self] _ in
                    let stream = EventStream(maxBytes: maxBytes) { [closed] in closed.update { $0 += 1 } }
                    streams.update { $0.append(stream) }
                    return Response(stream)
                })
            router.on(.get, "/", .inline { _ in Response(text: "here") })
        }

        func opened(_ count: Int) -> [EventStream]? {
            streams.reached { $0.count == count } ? streams.withLock { $0 } : nil
        }
    }

    @Test func `what does not fit is refused until half of the buffer is taken`() {
        let stream = EventStream(maxChunks: 4, maxBytes: 1_000)
        let chunk = SharedBytes([1])
        #expect((0..<6).map { _ in stream.send(chunk) } == [.sent, .sent, .sent, .sent, .full, .full])
        #expect(stream.drain() == [1, 1, 1, 1])
        #expect(stream.send(chunk) == .sent)
        let bytes = EventStream(maxChunks: 100, maxBytes: 10)
        #expect(bytes.send(SharedBytes([UInt8](repeating: 0, count: 11))) == .sent)
        #expect(bytes.send(chunk) == .full)
        #expect(bytes.drain().count == 11)
        #expect(bytes.send(SharedBytes([UInt8](repeating: 0, count: 10))) == .sent)
        #expect(bytes.send(chunk) == .full)
    }

    @Test func `a closed stream refuses, and says its end once`() {
        let ends = Mutex(0)
        do {
            let stream = EventStream { ends.withLock { $0 += 1 } }
            #expect(stream.send(Self.chunk) == .sent)
            stream.close()
            #expect(stream.isClosed)
            #expect(stream.send(Self.chunk) == .closed)
            #expect(stream.drain().count == Self.chunk.count)
            #expect(ends.withLock { $0 } == 0)
        }
        #expect(ends.withLock { $0 } == 1)
    }

    @Test func `chunks arrive as they are sent, and the response ends with the stream`() throws {
        let feed = Feed()
        let server = try TestServer { feed.open(&$0) }
        let client = try server.client()
        try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        #expect(try client.head().headers["Content-Type"] == "text/event-stream")
        let stream = try #require(feed.opened(1)?.first)
        for number in 0..<500 {
            #expect(stream.send(SharedBytes("data: \(number)\n\n".utf8)) == .sent)
            #expect(try client.chunk() == "data: \(number)\n\n")
        }
        #expect(stream.send(Self.chunk) == .sent)
        stream.close()
        #expect(try client.chunk() == "data: 0123456789\n\n")
        #expect(try client.chunk() == nil)
        #expect(feed.closed.reached { $0 == 1 })
        #expect(try client.get("/").body == "here")
    }

    @Test func `a chunk larger than any buffer arrives whole`() throws {
        let feed = Feed(maxBytes: 100)
        let server = try TestServer { feed.open(&$0) }
        let client = try server.client()
        try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        _ = try client.head()
        let stream = try #require(feed.opened(1)?.first)
        let large = (0..<300_000).map { UInt8(ascii: "a") + UInt8($0 % 25) }
        #expect(stream.send(SharedBytes(large)) == .sent)
        stream.close()
        var received = ""
        while let chunk = try client.chunk() { received += chunk }
        #expect(Array(received.utf8) == large)
    }

    @Test func `two hundred streams get every chunk, but for the one whose reader is slow`() throws {
        let feed = Feed()
        let server = try TestServer { feed.open(&$0) }
        let slow = try server.client(receiveBuffer: 4_096)
        try slow.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        _ = try slow.head()
        let clients = try (0..<199).map { _ in try server.client() }
        for client in clients {
            try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try client.head()
        }
        let streams = try #require(feed.opened(200))
        let large = SharedBytes([UInt8](repeating: UInt8(ascii: "x"), count: 16_384))
        #expect(eventually { streams[0].send(large) == .full })
        for number in 0..<50 {
            let chunk = SharedBytes("data: \(number)\n\n".utf8)
            #expect(streams.map { $0.send(chunk) } == [.full] + Array(repeating: .sent, count: 199))
        }
        let expected = (0..<50).map { "data: \($0)\n\n" }.joined()
        for client in clients {
            var received = ""
            while received.utf8.count < expected.utf8.count { received += try #require(try client.chunk()) }
            #expect(received == expected)
        }
        // The slow reader wakes up: there is room for its gap notice again.
        while streams[0].send(Self.chunk) == .full { _ = try slow.chunk() }
    }

    @Test func `a client that goes is noticed at the next chunk, once`() throws {
        let feed = Feed()
        let server = try TestServer { feed.open(&$0) }
        do {
            let client = try server.client()
            try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try client.head()
        }
        let stream = try #require(feed.opened(1)?.first)
        #expect(eventually { stream.send(Self.chunk) == .closed })
        #expect(feed.closed.reached { $0 == 1 })
        #expect(eventually { server.server.connectionCount == 0 })
        stream.close()
        #expect(feed.closed.withLock { $0 } == 1)
    }

    @Test func `a stream that is not sent is told so`() throws {
        let feed = Feed()
        let server = try TestServer(limits: { $0.streams = 1 }) { feed.open(&$0) }
        let (first, second) = (try server.client(), try server.client())
        try first.send("HEAD /events HTTP/1.1\r\nHost: t\r\n\r\n")
        #expect(try first.answer(hasBody: false).status == 200)
        #expect(feed.closed.reached { $0 == 1 })
        try first.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        _ = try first.head()
        #expect(try second.get("/events").status == 503)
        #expect(feed.closed.reached { $0 == 2 })
        feed.opened(3)?[1].close()
        #expect(try first.chunk() == nil)
        try second.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        #expect(try second.head().status == 200)
    }

    @Test func `an HTTP/1.0 client gets the bytes bare until the connection ends`() throws {
        let feed = Feed()
        let server = try TestServer { feed.open(&$0) }
        let client = try server.client()
        try client.send("GET /events HTTP/1.0\r\n\r\n")
        _ = try client.head()
        let stream = try #require(feed.opened(1)?.first)
        #expect(stream.send(Self.chunk) == .sent)
        stream.close()
        #expect(client.rest() == "data: 0123456789\n\n")
    }

    @Test func `no chunk is lost or late however sends and reads interleave`() throws {
        let feed = Feed()
        let server = try TestServer { feed.open(&$0) }
        let clients = try (0..<4).map { _ in try server.client() }
        for client in clients {
            try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try client.head()
        }
        let streams = try #require(feed.opened(4))
        let producer = Thread(name: "producer") {
            for number in 0..<20_000 {
                let chunk = SharedBytes("\(number)\n".utf8)
                for stream in streams { while stream.send(chunk) == .full { yield() } }
            }
            for stream in streams { stream.close() }
        }
        try producer.start()
        let expected = (0..<20_000).map { "\($0)\n" }.joined()
        for client in clients {
            var received = ""
            while let chunk = try client.chunk() { received += chunk }
            #expect(received == expected)
        }
        producer.join()
    }
}
