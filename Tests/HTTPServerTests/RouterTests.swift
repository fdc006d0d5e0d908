import HTTPServer
import Testing

@Suite struct RouterTests {
    private struct Secret: Error { let path = "/home/user/secret" }

    private func text(_ response: Response) -> String {
        guard case .bytes(let bytes) = response.body else { return "not bytes" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func echo(_ name: String) -> Handler<Void> {
        .inline { request in
            let values = ["run_id", "event", "path"].compactMap { key in
                request.route!.contains("{\(key)") ? "\(key)=\(request.parameter(key))" : nil
            }
            return Response(text: ([name] + values).joined(separator: " "))
        }
    }

    private var router: Router<Void> {
        var router = Router<Void>()
        router.on(.get, "/", echo("root"))
        router.on(.get, "/runs", echo("runs"))
        router.on(.get, "/runs/{run_id}", echo("run"))
        router.on(.delete, "/runs/{run_id}", echo("delete"))
        router.on(.get, "/runs/{run_id}/timeline", echo("timeline"))
        router.on(.get, "/runs/latest/timeline", echo("latest"))
        router.on(.post, "/runs/{run_id}/events/{event}", echo("event"))
        router.on(.get, "/static/{path...}", echo("static"))
        return router
    }

    @Test(arguments: [
        ("/", "root"),
        ("/runs", "runs"),
        ("/runs?limit=1", "runs"),
        ("/runs/r1", "run run_id=r1"),
        ("/runs/latest", "run run_id=latest"),
        ("/runs/r1/timeline", "timeline run_id=r1"),
        ("/runs/latest/timeline", "latest"),
        ("/runs/a%2Fb%20c+d/timeline", "timeline run_id=a/b c+d"),
        ("/runs/%E2%9C%93", "run run_id=✓"),
        ("/%72uns", "runs"),
        ("/static/", "static path="),
        ("/static/js/app.js", "static path=js/app.js"),
    ])
    func `a path finds its route and its parameters`(target: String, expected: String) {
        let response = router.respond(to: Request(.get, target))
        #expect(response.status == 200)
        #expect(text(response) == expected)
    }

    @Test(arguments: [
        "/nothing", "/runs/", "/runs/r1/", "/runs//timeline", "//runs", "/Runs", "/static", "/runs/r1/timeline/x",
    ])
    func `a path without a route is not found`(target: String) {
        let response = router.respond(to: Request(.get, target))
        #expect(response.status == 404)
        #expect(response.headers["content-type"] == "application/problem+json")
    }

    @Test(arguments: [
        (Method.post, "/runs", "GET, HEAD"),
        (.put, "/runs/r1", "DELETE, GET, HEAD"),
        (.get, "/runs/r1/events/e1", "POST"),
        (.head, "/runs/r1/events/e1", "POST"),
        (.options, "/", "GET, HEAD"),
        (Method(rawValue: "get"), "/runs", "GET, HEAD"),
    ])
    func `a method that a path does not have is refused with those it has`(
        method: Method, target: String, allowed: String
    ) {
        let response = router.respond(to: Request(method, target))
        #expect(response.status == 405)
        #expect(response.headers["Allow"] == allowed)
        #expect(text(response).contains(allowed))
    }

    @Test func `HEAD is answered by the route for GET`() {
        #expect(text(router.respond(to: Request(.head, "/runs/r1"))) == "run run_id=r1")
    }

    @Test func `a rest catches what no better branch does`() {
        var router = router
        router.on(.get, "/{path...}", echo("page"))
        #expect(text(router.respond(to: Request(.get, "/runs/r1/nothing"))) == "page path=runs/r1/nothing")
        #expect(text(router.respond(to: Request(.get, "/runs"))) == "runs")
        #expect(router.respond(to: Request(.post, "/runs")).status == 405)
    }

    @Test func `the routes can be listed`() {
        #expect(
            router.routes.map(\.description) == [
                "GET /", "GET /runs", "GET /runs/{run_id}", "DELETE /runs/{run_id}", "GET /runs/{run_id}/timeline",
                "GET /runs/latest/timeline", "POST /runs/{run_id}/events/{event}", "GET /static/{path...}",
            ])
    }

    @Test(arguments: [
        ("runs", "starts with a slash"), ("http://host/runs", "starts with a slash"), ("*", "starts with a slash"),
        ("", "starts with a slash"),
        ("/runs/%", "two hexadecimal digits"), ("/runs/%4", "two hexadecimal digits"),
        ("/runs/%zz", "two hexadecimal digits"),
        ("/runs/%FF", "not UTF-8"), ("/runs?q=%C3", "not UTF-8"), ("/runs?%g1", "two hexadecimal digits"),
    ])
    func `a malformed target is a bad request that says what is wrong`(target: String, reason: String) {
        let response = router.respond(to: Request(.get, target))
        #expect(response.status == 400)
        #expect(text(response).contains(reason))
    }

    @Test func `the screen answers before any route, and finish completes every answer`() {
        var router = router
        router.screen = { $0.headers["Host"] == "localhost" ? nil : Problem(status: 421).response }
        router.finish = { response, request in response.headers["X-Route"] = request.route ?? "none" }
        let refused = router.respond(to: Request(.get, "/runs"))
        #expect(refused.status == 421)
        #expect(refused.headers["x-route"] == "none")
        let answered = router.respond(to: Request(.get, "/runs/r1", headers: ["HOST": "localhost"]))
        #expect(answered.headers["x-route"] == "/runs/{run_id}")
        let missing = router.respond(to: Request(.get, "/nothing", headers: ["host": "localhost"]))
        #expect(missing.headers["x-route"] == "none")
    }

    @Test func `a thrown problem is the answer, any other error is a 500 without details`() {
        var router = Router<Int>()
        var context = 0
        router.on(.get, "/problem", .inline { _ in throw Problem(status: 409, type: "/problems/busy", detail: "busy") })
        router.on(.get, "/secret", .reader { _, _ in throw Secret() })
        #expect(router.respond(to: Request(.get, "/problem"), with: &context).status == 409)
        let hidden = router.respond(to: Request(.get, "/secret"), with: &context)
        #expect(hidden.status == 500)
        #expect(!text(hidden).contains("secret"))
        router.explain = { error, _ in Problem(status: error is Secret ? 403 : 500) }
        #expect(router.respond(to: Request(.get, "/secret"), with: &context).status == 403)
    }

    @Test func `a reader's handler changes its context, a deferred one answers later or is answered for`() {
        var router = Router<Int>()
        var context = 41
        router.on(
            .get, "/read",
            .reader { _, context in
                context += 1
                return Response(text: "\(context)")
            })
        router.on(
            .get, "/later",
            .deferred { _, responder in
                #expect(responder.complete(Response(text: "once")))
                #expect(!responder.complete(Response(text: "twice")))
            })
        router.on(.get, "/dropped", .deferred { _, _ in })
        #expect(text(router.respond(to: Request(.get, "/read"), with: &context)) == "42")
        #expect(context == 42)
        #expect(text(router.respond(to: Request(.get, "/later"), with: &context)) == "once")
        #expect(router.respond(to: Request(.get, "/dropped"), with: &context).status == 500)
    }

    @Test(arguments: ["runs", "/{rest...}/more", "/{a}/{a}"])
    func `a malformed pattern ends the program`(pattern: String) async {
        await #expect(processExitsWith: .failure) { [pattern] in _ = PathPattern(pattern) }
    }

    @Test func `a second route for the same requests ends the program`() async {
        await #expect(processExitsWith: .failure) {
            var router = Router<Void>()
            router.on(.get, "/runs/{id}", .inline { _ in Response() })
            router.on(.get, "/runs/{run_id}", .inline { _ in Response() })
        }
    }
}
