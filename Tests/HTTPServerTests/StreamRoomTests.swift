import HTTPServer
import Synchronization
import Testing
import Threading

/// When a producer that found a stream full is told to go on.
@Suite struct StreamRoomTests {
    private static let chunk = SharedBytes([UInt8](repeating: UInt8(ascii: "x"), count: 1_024))

    @Test func `room is told once for each time there was none`() {
        let told = Atomic(0)
        let stream = EventStream(maxChunks: 4, onRoom: { told.add(1, ordering: .relaxed) })
        _ = stream.send(Self.chunk)
        _ = stream.drain()
        #expect(told.load(ordering: .relaxed) == 0)
        for round in 1...3 {
            while stream.send(Self.chunk) == .sent {}
            #expect(stream.send(Self.chunk) == .full)
            #expect(told.load(ordering: .relaxed) == round - 1)
            _ = stream.drain()
            #expect(told.load(ordering: .relaxed) == round)
            #expect(stream.send(Self.chunk) == .sent)
        }
    }

    /// A producer that only ever goes on when told: with a call that is missed, or comes before there is room, it would stop.
    @Test func `a producer that waits for room gets everything through`() throws {
        let total = 20_000
        let feed = Producer(total: total)
        let server = try TestServer { router in
            router.on(.get, "/events", .inline { _ in Response(feed.open()) })
        }
        let client = try server.client(receiveBuffer: 4_096)
        try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
        _ = try client.head()
        var received = 0
        while let chunk = try client.chunk() { received += chunk.utf8.count }
        #expect(received == total * Self.chunk.count)
    }

    private final class Producer: Sendable {
        private let left: Mutex<Int>
        private let stream = Mutex<EventStream?>(nil)

        init(total: Int) { left = Mutex(total) }

        func open() -> EventStream {
            let opened = EventStream(maxBytes: 64 << 10, onRoom: { [self] in goOn() })
            stream.withLock { $0 = opened }
            goOn()
            return opened
        }

        private func goOn() {
            guard let stream = stream.withLock({ $0 }) else { return }
            left.withLock { left in
                while left > 0, stream.send(StreamRoomTests.chunk) == .sent { left -= 1 }
                if left == 0 { stream.close() }
            }
        }
    }
}
