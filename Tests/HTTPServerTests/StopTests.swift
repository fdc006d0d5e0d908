import Glibc
import HTTPServer
import Synchronization
import Testing
import Threading

func yield() { sched_yield() }

@Suite struct StopTests {
    @Test func `a stop ends the streams, lets handlers answer and closes the rest`() throws {
        let (streams, readers) = (Monitor(0), Monitor((entered: 0, isOpen: false)))
        let ends = Mutex(0)
        let server = try TestServer { router in
            router.on(
                .get, "/events",
                .inline { _ in
                    let stream = EventStream { ends.withLock { $0 += 1 } }
                    _ = stream.send(SharedBytes("data: last\n\n".utf8))
                    streams.update { $0 += 1 }
                    return Response(stream)
                })
            router.on(
                .get, "/read",
                .reader { _, _ in
                    readers.update { $0.entered += 1 }
                    _ = readers.wait { $0.isOpen ? true : nil }
                    return Response(text: "done")
                })
        }
        let listeners = try (0..<20).map { _ in try server.client() }
        for client in listeners { try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n") }
        let waiting = try (0..<2).map { _ in try server.client() }
        for client in waiting { try client.send("GET /read HTTP/1.1\r\nHost: t\r\n\r\n") }
        let idle = try server.client()
        #expect(try idle.get("/nothing").status == 404)
        #expect(streams.reached { $0 == 20 })
        #expect(readers.reached { $0.entered == 2 })
        let stopper = Thread(name: "stopper") { [server = server.server] in server.stop(within: .seconds(20)) }
        try stopper.start()
        for client in listeners { #expect(try client.answer().body == "data: last\n\n") }
        readers.update { $0.isOpen = true }
        for client in waiting { #expect(try client.answer().body == "done") }
        stopper.join()
        #expect(idle.rest() == "")
        #expect(ends.withLock { $0 } == 20)
        #expect(throws: RawClient.Unexpected.self) { try server.client() }
    }

    @Test func `what is not answered in time is answered with 503, and a late answer is ignored`() throws {
        let waiting = Monitor<[Responder]>([])
        let server = try TestServer { router in
            router.on(.get, "/", .deferred { _, responder in waiting.update { $0.append(responder) } })
        }
        let clients = try (0..<10).map { _ in try server.client() }
        for client in clients { try client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n") }
        #expect(waiting.reached { $0.count == 10 })
        server.server.stop(within: .milliseconds(1))
        for client in clients { #expect(try client.answer().status == 503) }
        let ends = Mutex(0)
        let streams = (0..<10).map { _ in EventStream { ends.withLock { $0 += 1 } } }
        for (responder, stream) in zip(waiting.withLock { $0 }, streams) { responder.complete(Response(stream)) }
        #expect(ends.withLock { $0 } == 10)
        #expect(!streams.contains { !$0.isClosed })
    }

    @Test func `a reader that does not read cannot hold the stop up`() throws {
        let opened = Monitor<EventStream?>(nil)
        let ends = Mutex(0)
        let server = try TestServer { router in
            router.on(
                .get, "/",
                .inline { _ in
                    let stream = EventStream { ends.withLock { $0 += 1 } }
                    opened.update { $0 = stream }
                    return Response(stream)
                })
        }
        let client = try server.client(receiveBuffer: 4_096)
        try client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n")
        _ = try client.head()
        #expect(opened.reached { $0 != nil })
        let stream = opened.withLock { $0! }
        let chunk = SharedBytes([UInt8](repeating: 120, count: 16_384))
        #expect(eventually { stream.send(chunk) == .full })
        let clock = ContinuousClock()
        #expect(clock.measure { server.server.stop(within: .milliseconds(10)) } < .seconds(10))
        #expect(stream.send(chunk) == .closed)
        #expect(ends.withLock { $0 } == 1)
    }

    @Test func `a stop at any moment under load neither hangs nor crashes`() throws {
        for round in 0..<30 {
            let server = try TestServer { router in
                router.on(.get, "/inline", .inline { _ in Response(text: "inline") })
                router.on(.get, "/read", .reader { _, _ in Response(text: "read") })
                router.on(.get, "/stream", .inline { _ in Response(EventStream()) })
            }
            let endpoint = server.server.endpoint
            let served = Monitor(0)
            let load = ["/inline", "/read", "/stream"].map { target in
                Thread(name: "load") {
                    while let client = try? RawClient(endpoint) {
                        guard (try? client.send("GET \(target) HTTP/1.1\r\nHost: t\r\n\r\n")) != nil else { return }
                        _ = try? target == "/stream" ? client.head() : client.answer()
                        served.update { $0 += 1 }
                    }
                }
            }
            for thread in load { try thread.start() }
            #expect(served.reached { $0 > round })
            server.server.stop(within: round % 2 == 0 ? .zero : .milliseconds(20))
            for thread in load { thread.join() }
        }
    }

    @Test func `a stopped server can be stopped again`() throws {
        let server = try TestServer { _ in }
        server.server.stop()
        server.server.stop()
    }
}
