import Glibc
import HTTPServer
import Synchronization
import Testing
import Threading

/// What is asked before a request has its answer: whether it may pass, and whether its route admits it.
@Suite struct ScreeningTests {
    /// Refuses whoever says to be a stranger; counts how often it is asked, and the requests that pass.
    private final class Door: Sendable {
        let asked = Atomic(0)
        let handled = Atomic(0)

        func stand(in router: inout Router<Int>) {
            router.screen = { [self] request in
                asked.add(1, ordering: .relaxed)
                return request.headers["Stranger"].map { _ in Problem(status: 403).response }
            }
            router.on(
                .post, "/echo",
                .inline { [self] request in
                    handled.add(1, ordering: .relaxed)
                    return Response(request.body)
                })
            router.on(.get, "/", .inline { _ in Response(text: "here") })
        }
    }

    private func post(_ fields: String, _ length: Int) -> String {
        "POST /echo HTTP/1.1\r\nHost: t\r\n\(fields)Content-Length: \(length)\r\n\r\n"
    }

    @Test func `the body of a request that may not pass is not kept`() throws {
        let door = Door()
        let server = try TestServer(limits: { $0.allBodies = 1_500 }, door.stand)
        let strangers = try (0..<3).map { _ in try server.client() }
        for stranger in strangers {
            try stranger.send(post("Stranger: 1\r\n", 1_001) + String(repeating: "x", count: 1_000))
        }
        let friend = try server.client()
        let body = String(repeating: "y", count: 1_400)
        try friend.send(post("", 1_400) + body)
        #expect(try friend.answer().body == body)
        for stranger in strangers {
            try stranger.send("x")
            #expect(try stranger.answer().status == 403)
            #expect(try stranger.get("/").body == "here")
        }
        #expect(door.handled.load(ordering: .relaxed) == 1)
    }

    @Test func `each request is asked once`() throws {
        let door = Door()
        let server = try TestServer(door.stand)
        let client = try server.client()
        _ = try client.get("/")
        try client.send(post("", 1) + "x")
        #expect(try client.answer().status == 200)
        try client.send(post("Stranger: 1\r\n", 1) + "x")
        #expect(try client.answer().status == 403)
        #expect(door.asked.load(ordering: .relaxed) == 3)
    }

    @Test func `a route is asked about what it has, after the path and the method are known`() {
        var router = Router<Void>()
        router.on(.post, "/write/{name}", .inline { _ in Response() })
        router.admit = { request in
            request.route == "/write/{name}" && request.parameter("name") == "no" ? Problem(status: 415).response : nil
        }
        #expect(router.respond(to: Request(.post, "/write/no")).status == 415)
        #expect(router.respond(to: Request(.post, "/write/yes")).status == 200)
        #expect(router.respond(to: Request(.put, "/write/no")).status == 405)
        #expect(router.respond(to: Request(.post, "/no")).status == 404)
    }

    @Test(arguments: ["/\0", "/\0/../etc/passwd", "/hello\0you?a=1", "/?a=\0"])
    func `a zero byte does not end a target`(target: String) throws {
        let server = try TestServer { router in
            router.on(.get, "/{path...}", .inline { Response(text: $0.path) })
        }
        let answer = try server.client().get(target)
        #expect(answer.status == 400)
        #expect(answer.body.contains("zero byte"))
        #expect(try server.client().get("/a?b=c&d").body == "/a")
    }
}
