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

    @Test(arguments: [
        (
            "/api/v1/runs?colour=red",
            "There is no parameter \"colour\" here; there are: source, status, from, to, limit, cursor, dataset."
        ),
        ("/api/v1/runs?limit=0", "The parameter \"limit\" is \"0\", expected a number from 1 to 500."),
        ("/api/v1/runs?limit=501", "The parameter \"limit\" is \"501\", expected a number from 1 to 500."),
        ("/api/v1/runs?limit=1&limit=2", "The parameter \"limit\" is given 2 times, expected once."),
        (
            "/api/v1/runs?from=yesterday",
            "The parameter \"from\" is \"yesterday\", expected a time in UTC such as 2026-02-11T21:00:00.000Z."
        ),
        ("/api/v1/runs?from=2026-02-11T00:00:00Z&to=2026-02-10T00:00:00Z", "The parameter \"to\" lies before \"from\"."),
        (
            "/api/v1/runs?status=broken",
            "The parameter \"status\" is \"broken\", expected some of: queued, running, idle, retry, success, failed, blocked, cancelled."
        ),
        ("/api/v1/runs?source=a,,b", "The parameter \"source\" has an empty value: separate values by one comma."),
        (
            "/api/v1/runs?cursor=abc",
            "The parameter \"cursor\" is not one of this list: give the next_cursor of the page before, unchanged."
        ),
        ("/api/v1/runs/run_tt_root/timeline?limit=1001", "The parameter \"limit\" is \"1001\", expected a number from 1 to 1000."),
        (
            "/api/v1/runs/run_tt_root/timeline?type=thing",
            "The parameter \"type\" is \"thing\", expected some of: run, session, task, tool, permission, message, todo."
        ),
        (
            "/api/v1/events/stream?after=soon",
            "The parameter \"after\" is \"soon\", expected an event's id (evt_…) or the watermark of a list."
        ),
        ("/api/v1/health?limit=3", "There is no parameter \"limit\" here; there are: dataset."),
    ])
    func `a bad parameter is refused with what would be right`(target: String, detail: String) {
        let response = bench.get(target)
        #expect(response.status == 400)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        #expect(response.detail == detail)
    }

    @Test(arguments: [
        ("/api/v1/runs?dataset=old", "There is no dataset \"old\"; there are: live."),
        ("/api/v1/events/stream?dataset=old", "There is no dataset \"old\"; there are: live."),
        ("/api/v1/runs/run_x", "There is no run \"run_x\" in this dataset; /api/v1/runs lists those there are."),
        ("/api/v1/runs/run_x/timeline", "There is no run \"run_x\" in this dataset; /api/v1/runs lists those there are."),
        ("/api/v1/sessions/ses_x/tree", "There is no session \"ses_x\" in this dataset."),
        ("/api/v1/nothing", "There is nothing at /api/v1/nothing."),
    ])
    func `what is not there is named`(target: String, detail: String) {
        let response = bench.get(target)
        #expect(response.status == 404)
        #expect(response.detail == detail)
    }

    @Test func `every answer carries the fields that keep other pages out`() {
        for target in ["/", "/app.js", "/api/v1/runs", "/api/v1/nothing", "/api/v1/runs?limit=0", "/api/v1/health"] {
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

    @Test func `a file of the page is sent once`() throws {
        let first = bench.get("/style.css")
        #expect(first.headers["Content-Type"] == "text/css; charset=utf-8")
        #expect(first.text.contains("prefers-color-scheme"))
        let etag = try #require(first.headers["ETag"])
        let again = bench.get("/style.css", ["If-None-Match": "\"other\", \(etag)"])
        #expect(again.status == 304)
        #expect(again.bytes.isEmpty)
        #expect(bench.get("/style.css", ["If-None-Match": "\"other\""]).status == 200)
    }

    @Test func `the page runs nothing that does not stand in a file of its own`() {
        let page = bench.get("/").text
        #expect(page.contains("<script"))
        #expect(page.matches(of: /<script[^>]*>/).allSatisfy { $0.0.contains("src=") })
        #expect(!page.contains("<style") && page.firstMatch(of: /\s(style|on\w+)=/) == nil)
        #expect(bench.get("/app.js").text.firstMatch(of: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/) == nil)
    }
}
