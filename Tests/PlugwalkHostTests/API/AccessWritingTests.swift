import HTTPServer
import Testing

@testable import PlugwalkHost

/// What a request that changes something must show.
@Suite struct AccessWritingTests {
    private static let access = Access(port: 4517, bind: "127.0.0.1", token: nil, hosts: [])

    private func refusal(_ method: Method, _ headers: [(String, String)], _ peer: Peer = Peer(transport: .none)) -> Problem? {
        var fields: Headers = ["Host": "127.0.0.1:4517"]
        for (name, value) in headers { fields.add(name, value) }
        let request = Request(method, "/api/v1/settings", headers: fields, body: Array("{}".utf8), peer: peer)
        return Self.access.refusal(of: request) ?? Self.access.writingRefusal(of: request)
    }

    private static let program = ("Plugwalk-Client", "curl")
    private static let page = ("Origin", "http://127.0.0.1:4517")
    private static let json = ("Content-Type", "application/json")

    @Test(
        arguments: [
            ([program, json], nil),
            ([page, json], nil),
            ([("plugwalk-client", "x"), ("content-type", "Application/JSON; charset=utf-8")], nil),
            ([program, ("Content-Type", "application/json;charset=utf-8")], nil),
            ([json], 403),
            ([("Plugwalk-Client", ""), json], 403),
            ([("Origin", "http://evil.example"), json], 403),
            ([("Origin", "null"), program, json], 403),
            ([page, ("Sec-Fetch-Site", "cross-site"), json], 403),
            ([program], 415),
            ([program, ("Content-Type", "")], 415),
            ([program, ("Content-Type", "text/plain")], 415),
            ([page, ("Content-Type", "application/x-www-form-urlencoded")], 415),
            ([page, ("Content-Type", "multipart/form-data; boundary=application/json")], 415),
            ([program, ("Content-Type", "application/json-seq")], 415),
            ([program, ("Content-Type", "text/plain, application/json")], 415),
            ([program, json, ("Content-Type", "text/plain")], 415),
            ([], 403),
        ] as [([(String, String)], Int?)])
    func `it says who sends it, and sends JSON`(headers: [(String, String)], status: Int?) {
        for method in [Method.post, .patch, .put, .delete] {
            #expect(refusal(method, headers)?.status == status)
        }
    }

    @Test func `what only reads need not`() {
        for method in [Method.get, .head, .options] { #expect(refusal(method, []) == nil) }
    }

    @Test func `over the Unix socket nothing is asked`() {
        #expect(refusal(.post, [], Peer(transport: .unix)) == nil)
    }

    @Test func `each refusal says what would be right`() {
        #expect(refusal(.post, [])?.detail?.contains("\"Plugwalk-Client: NAME\"") == true)
        #expect(refusal(.post, [Self.program])?.detail?.contains("\"Content-Type: application/json\"") == true)
    }

    @Test func `a method that a route does not have is called so, and no preflight is granted`() throws {
        let bench = try APIBench()
        var context = ReadContext()
        let host: Headers = ["Host": "127.0.0.1:\(bench.port)"]
        for method in [Method.post, .delete, .options] {
            let response = bench.router.respond(to: Request(method, "/api/v1/health", headers: host), with: &context)
            #expect(response.status == 405)
            #expect(response.headers["Allow"] == "GET, HEAD")
            #expect(response.headers.fields.allSatisfy { !$0.name.lowercased().hasPrefix("access-control-") })
        }
    }
}
