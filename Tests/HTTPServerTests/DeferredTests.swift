import HTTPServer
import Synchronization
import Testing
import Threading

@Suite struct DeferredTests {
    @Test func `a deferred request is answered by any thread, others go on meanwhile`() throws {
        let waiting = Monitor<[Responder]>([])
        let server = try TestServer { router in
            router.on(.post, "/ingest", .deferred { _, responder in waiting.update { $0.append(responder) } })
            router.on(.get, "/", .inline { _ in Response(text: "here") })
        }
        let clients = try (0..<50).map { _ in try server.client() }
        for (number, client) in clients.enumerated() {
            try client.send("POST /ingest HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n\(10 + number)")
        }
        #expect(waiting.reached { $0.count == 50 })
        #expect(try server.client().get("/").body == "here")
        let committer = Thread(name: "committer") {
            for responder in waiting.withLock({ $0 }) { responder.complete(Response(status: 202)) }
        }
        try committer.start()
        for client in clients { #expect(try client.answer().status == 202) }
        committer.join()
    }

    @Test func `an answer may come before the handler returns`() throws {
        let server = try TestServer { router in
            router.on(
                .get, "/", .deferred { request, responder in responder.complete(Response(text: request.query["n"]!)) })
        }
        let client = try server.client()
        for number in 0..<200 { #expect(try client.get("/?n=\(number)").body == "\(number)") }
    }

    @Test func `a responder that is dropped answers 500`() throws {
        let server = try TestServer { router in router.on(.get, "/", .deferred { _, _ in }) }
        let client = try server.client()
        #expect(try client.get("/").status == 500)
        #expect(try client.get("/").headers["Content-Type"] == "application/problem+json")
    }

    @Test func `readers that are all busy refuse with 503 what does not fit their queue`() throws {
        let gate = Monitor(false)
        let pool = try Pool<Int>(name: "reader", threads: 1, maxQueued: 1) { $0 }
        var router = Router<Int>()
        router.on(
            .get, "/",
            .reader { _, _ in
                _ = gate.wait { $0 ? true : nil }
                return Response()
            })
        let server = try Server(on: .tcp("127.0.0.1", port: 0), router: router, readers: pool)
        defer {
            gate.update { $0 = true }
            server.stop()
            pool.close()
        }
        let clients = try (0..<6).map { _ in try RawClient(server.endpoint) }
        for client in clients { try client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n") }
        let refused = try clients.last!.answer()
        #expect(refused.status == 503)
        #expect(refused.headers["Retry-After"] == "1")
        gate.update { $0 = true }
        let statuses = try clients.dropLast().map { try $0.answer().status }
        #expect(statuses.contains(200))
    }

    @Test func `a client that goes while its request is suspended harms nobody`() throws {
        let waiting = Monitor<[Responder]>([])
        let server = try TestServer { router in
            router.on(.get, "/", .deferred { _, responder in waiting.update { $0.append(responder) } })
        }
        for _ in 0..<20 { try server.client().send("GET / HTTP/1.1\r\nHost: t\r\n\r\n") }
        #expect(waiting.reached { $0.count == 20 })
        #expect(server.server.connectionCount == 20)
        for responder in waiting.update({ all in
            defer { all = [] }
            return all
        }) { responder.complete(Response(text: "late")) }
        #expect(eventually { server.server.connectionCount == 0 })
    }
}
