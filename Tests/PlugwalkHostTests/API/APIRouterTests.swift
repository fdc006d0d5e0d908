import HTTPServer
import Testing

@testable import PlugwalkHost

@Suite struct APIRouterTests {
    private let bench: APIBench

    init() throws {
        bench = try APIBench()
        try bench.commit(Story.everything)
    }

    @Test func `the routes are these`() throws {
        try expectSnapshot(bench.router.routes.map { "\($0)\n" }.joined(), "routes.txt")
    }

    @Test func `every answer carries the fields that keep other pages out`() {
        for target in ["/", "/favicon.svg", "/api/v1/runs", "/api/v1/nothing", "/api/v1/runs?limit=0", "/api/v1/health"] {
            let headers = bench.get(target).headers
            #expect(headers["Content-Security-Policy"]?.hasPrefix("default-src 'self';") == true, "\(target)")
            #expect(headers["X-Content-Type-Options"] == "nosniff")
            #expect(headers["Referrer-Policy"] == "no-referrer")
            #expect(headers["Cross-Origin-Resource-Policy"] == "same-origin")
            #expect(headers["Access-Control-Allow-Origin"] == nil)
            #expect(headers["Cache-Control"] == (target.hasPrefix("/api") ? "no-store" : "no-cache"))
        }
    }

    @Test func `health says all that is asked of it`() throws {
        try expectSnapshot(bench.get("/api/v1/health").text + "\n", "health.json")
    }
}
