import Glibc
import HTTPServer
import Synchronization
import Testing
import Threading

@Suite struct ServerTests {
    private func echo(_ router: inout Router<Int>) {
        router.on(.get, "/hello/{name}", .inline { Response(text: "hello \($0.parameter("name"))") })
        router.on(.post, "/echo", .inline { Response($0.body, type: "application/octet-stream") })
        router.on(.get, "/read", .reader { _, number in Response(text: "reader \(number)") })
        router.on(.get, "/empty", .inline { _ in Response(status: 204) })
    }

    @Test func `two requests on one connection are answered in turn`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        #expect(try client.get("/hello/a%2Fb").body == "hello a/b")
        #expect(try client.get("/read").body.hasPrefix("reader "))
        #expect(try client.get("/empty").status == 204)
        #expect(try client.get("/nothing").status == 404)
        #expect(try client.get("/hello/c").body == "hello c")
        #expect(server.server.connectionCount == 1)
    }

    @Test func `pipelined requests are answered in order, also behind one that waits for a reader`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        let request = { (target: String) in "GET \(target) HTTP/1.1\r\nHost: t\r\n\r\n" }
        try client.send(request("/hello/1") + request("/read") + request("/hello/3"))
        #expect(try client.answer().body == "hello 1")
        #expect(try client.answer().body.hasPrefix("reader "))
        #expect(try client.answer().body == "hello 3")
    }

    @Test func `HEAD sends the head of GET and no body`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        try client.send("HEAD /hello/you HTTP/1.1\r\nHost: t\r\n\r\n")
        let head = try client.answer(hasBody: false)
        #expect(head.status == 200)
        #expect(head.headers["Content-Length"] == "9")
        #expect(try client.get("/hello/next").body == "hello next")
    }

    @Test func `a query of a thousand items arrives whole`() throws {
        let server = try TestServer { router in
            router.on(.get, "/", .inline { Response(text: "\($0.query.items.count) \($0.query.all("last"))") })
        }
        let items = String(repeating: "a=b&", count: 999)
        #expect(try server.client().get("/?\(items)last=%C3%BC").body == "1000 [\"ü\"]")
    }

    @Test func `a request arrives with its header fields, its peer and its user`() throws {
        let seen = Mutex<Request?>(nil)
        let server = try TestServer { router in
            router.on(
                .get, "/",
                .inline { request in
                    seen.withLock { $0 = request }
                    return Response()
                })
        }
        _ = try server.client().get("/?a=1", headers: "X-Thing: 1\r\nx-thing: zwei ü\r\n")
        let request = try #require(seen.withLock { $0 })
        #expect(request.headers.all("X-THING") == ["1", "zwei ü"])
        #expect(request.query["a"] == "1")
        guard case .tcp(let remote, let local) = request.peer.transport else {
            Issue.record("not TCP")
            return
        }
        #expect(remote.isLoopback && remote.port != 0)
        #expect(.tcp(local) == server.server.endpoint)
    }

    @Test func `every byte sent one by one makes the same request`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        var on: Int32 = 1
        setsockopt(client.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        for byte in "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhällo".utf8.prefix(56) {
            try client.send([byte])
        }
        #expect(try client.answer().body == "häll")
    }

    @Test(arguments: [0, 1, 4_096, 100_000])
    func `a body comes back whole, with a length or in chunks`(size: Int) throws {
        let server = try TestServer { echo(&$0) }
        let client = try server.client()
        let body = String(repeating: "0123456789", count: size / 10)
        try client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        #expect(try client.answer().body == body)
        let half = body.utf8.count / 2
        let chunks = [body.prefix(half), body.dropFirst(half)].filter { !$0.isEmpty }
            .map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
        try client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n")
        #expect(try client.answer().body == body)
    }

    @Test func `a body beyond the limit is refused with 413, declared or not`() throws {
        let server = try TestServer(limits: { $0.body = 1_000 }, echo)
        let declared = try server.client()
        try declared.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n\r\n")
        let answer = try declared.answer()
        #expect(answer.status == 413)
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(answer.body.contains("1000 bytes"))
        let chunked = try server.client()
        let chunk = "1f4\r\n\(String(repeating: "x", count: 500))\r\n"
        try chunked.send(
            "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)0\r\n\r\n")
        #expect(try chunked.answer().status == 413)
        #expect(try chunked.get("/hello/again").body == "hello again")
        let endless = try server.client()
        try endless.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
        while (try? endless.send(chunk)) != nil {}
    }

    @Test func `the bodies of all requests together are bounded`() throws {
        let server = try TestServer(limits: { $0.allBodies = 1_500 }, echo)
        let first = try server.client()
        try first.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
        #expect(try first.head().status == 100)
        try first.send(String(repeating: "x", count: 1_000))
        let second = try server.client()
        // The first one's bytes may still be on their way: ask until they count.
        #expect(
            eventually {
                try? second.send(
                    "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 600\r\n\r\n\(String(repeating: "y", count: 600))"
                )
                return (try? second.answer().status) == 503
            })
        try first.send("x")
        #expect(try first.answer().body.utf8.count == 1_001)
        for _ in 0..<3 {
            let body = String(repeating: "z", count: 900)
            try second.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 900\r\n\r\n\(body)")
            #expect(try second.answer().body == body)
        }
    }

    @Test func `a head of four kilobytes passes, one that never fits is refused`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        let cookie =
            "Cookie: session=\(String(repeating: "c", count: 2_000)); other=\(String(repeating: "d", count: 1_900))\r\n"
        #expect(try client.get("/hello/you", headers: cookie).body == "hello you")
        #expect(try client.get("/hello/again", headers: cookie).body == "hello again")
        let large = try server.client()
        try? large.send(
            "GET /hello/you HTTP/1.1\r\nHost: t\r\nX-Large: \(String(repeating: "x", count: 40_000))\r\n\r\n")
        #expect(try large.answer().status == 431)
        #expect(try client.get("/hello/still").body == "hello still")
    }

    @Test(arguments: [
        "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /hello/x HTTP/1.1\r\n\r\n",
        "nonsense\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET / HTTP/1.1\r\nHost : t\r\nno colon\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "GET /hello/a b HTTP/1.1\r\nHost: t\r\n\r\n",
    ])
    func `garbage behind a good request harms nobody`(garbage: String) throws {
        let server = try TestServer(echo)
        let bystander = try server.client()
        #expect(try bystander.get("/hello/1").body == "hello 1")
        let client = try server.client()
        try client.send("GET /hello/you HTTP/1.1\r\nHost: t\r\n\r\n\(garbage)")
        #expect(try client.answer().body == "hello you")
        client.finishSending()
        let rest = client.rest()
        #expect(
            rest.isEmpty || rest.hasPrefix("HTTP/1.1 4") || rest.hasPrefix("HTTP/1.0 4") || rest.hasPrefix("HTTP/1.1 5")
        )
        #expect(try bystander.get("/hello/2").body == "hello 2")
        #expect(eventually { server.server.connectionCount == 1 })
    }

    @Test func `a target that is not a path is a problem document`() throws {
        let server = try TestServer(echo)
        let client = try server.client()
        let answer = try client.get("http://elsewhere/hello/you")
        #expect(answer.status == 400)
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(try client.get("/hello/%zz").status == 400)
        #expect(try client.get("/hello/you").status == 200)
    }

    @Test func `a peer that closes its half after the request gets its answer`() throws {
        let gate = Monitor((isEntered: false, isOpen: false))
        let server = try TestServer { router in
            echo(&router)
            router.on(
                .get, "/gate",
                .inline { _ in
                    gate.update { $0.isEntered = true }
                    return Response(text: gate.reached { $0.isOpen } ? "open" : "still closed")
                })
        }
        do {
            // The HTTP thread is kept busy until the request and the close lie there together.
            let (busy, client) = (try server.client(), try server.client())
            try busy.send("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(gate.reached { $0.isEntered })
            try client.send("GET /hello/half HTTP/1.1\r\nHost: t\r\n\r\n")
            client.finishSending()
            gate.update { $0.isOpen = true }
            #expect(client.rest().hasSuffix("hello half"))
            #expect(try busy.answer().body == "open")
        }
        #expect(eventually { server.server.connectionCount == 0 })
    }

    @Test func `a peer that goes in the middle of a request is forgotten`() throws {
        let server = try TestServer(limits: { $0.idleSeconds = 1 }, echo)
        let parts = [
            "G", "GET /hello", "GET /hello/a HTTP/1.1\r\nHo",
            "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nabc",
        ]
        let clients = try parts.map { part in
            let client = try server.client()
            try client.send(part)
            return client
        }
        #expect(eventually { server.server.connectionCount == parts.count })
        for client in clients { client.finishSending() }
        for client in clients { #expect(client.rest() == "") }
        #expect(eventually { server.server.connectionCount == 0 })
    }

    @Test func `a header field that HTTP cannot carry is left out`() throws {
        let server = try TestServer { router in
            router.on(.get, "/", .inline { _ in Response(headers: ["X-Bad": "a\r\nX-Injected: 1", "X-Good": "1"]) })
        }
        let answer = try server.client().get("/")
        #expect(answer.status == 200)
        #expect(answer.headers["X-Injected"] == nil)
        #expect(answer.headers["X-Bad"] == nil)
        #expect(answer.headers["X-Good"] == "1")
    }

    @Test func `a large body in shared memory reaches every client whole`() throws {
        let bytes = SharedBytes((0..<3_000_000).map { UInt8(ascii: "a") + UInt8($0 % 23) })
        let server = try TestServer { router in
            router.on(.get, "/", .inline { _ in Response(body: .shared(bytes)) })
        }
        let expected = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let clients = try (0..<4).map { _ in try server.client() }
        for client in clients { try client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n") }
        for client in clients { #expect(try client.answer().body == expected) }
    }

    @Test func `an idle connection ends after its time`() throws {
        let server = try TestServer(limits: { $0.idleSeconds = 1 }, echo)
        let (idle, slow) = (try server.client(), try server.client())
        #expect(try idle.get("/hello/x").status == 200)
        try slow.send("GET /hello/x HT")
        #expect(idle.rest() == "")
        #expect(slow.rest().isEmpty)
        #expect(eventually { server.server.connectionCount == 0 })
    }

    @Test func `two thousand idle connections keep nobody out`() throws {
        let server = try TestServer(echo)
        var idle: [RawClient] = []
        let working = try server.client()
        for number in 0..<2_000 {
            idle.append(try server.client())
            if number % 100 == 0 { #expect(try working.get("/hello/\(number)").body == "hello \(number)") }
        }
        #expect(try server.client().get("/read").status == 200)
        #expect(try working.get("/hello/still").body == "hello still")
        #expect(eventually { server.server.connectionCount <= 769 })
        #expect(idle[0].rest() == "")
    }
}
