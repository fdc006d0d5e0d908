import Foundation
import HTTPServer
import Testing

@testable import PlugwalkHost

@Suite struct AdapterRouteTests {
    private let bench: APIBench

    init() throws { bench = try APIBench() }

    private func send(_ method: HTTPServer.Method, _ target: String, _ body: String) -> Response {
        var context = ReadContext()
        let headers: Headers = [
            "Host": "127.0.0.1:\(bench.port)", "Content-Type": "application/json", "Plugwalk-Client": "tests",
        ]
        return bench.router.respond(to: Request(method, target, headers: headers, body: Array(body.utf8)), with: &context)
    }

    @Test func `the list shows files and what is missing`() throws {
        let items = try bench.json("/api/v1/adapters")["items"] as? [[String: Any]] ?? []
        #expect(items.map { $0["name"] as? String } == ["claude-hooks", "opencode-jsonl"])
        #expect(items.map { $0["state"] as? String } == ["missing", "usable"])
        #expect((items[1]["instances"] as? [[String: Any]])?.first?["committed"] as? Int == 42)
        #expect(items[1]["capabilities"] as? NSDictionary != nil)
    }

    @Test(arguments: [
        ("start", "{}", "start opencode-jsonl [:]"),
        ("stop", "{}", "stop opencode-jsonl [:]"),
        ("enable", #"{"configuration":{"path":"/x"}}"#, "enable opencode-jsonl [\"path\": \"/x\"]"),
        ("disable", "{}", "disable opencode-jsonl [:]"),
    ])
    func `each verb is passed on with its configuration`(verb: String, body: String, heard: String) throws {
        let response = send(.post, "/api/v1/adapters/opencode-jsonl/\(verb)", body)
        #expect(response.status == 200)
        #expect(response.text.contains("\"name\":\"opencode-jsonl\""))
        #expect(bench.adapters.heard == [heard])
    }

    @Test(arguments: [
        ("claude-hooks/start", "{}", 409, "There is no file of the adapter claude-hooks."),
        ("nobody/start", "{}", 404, "There is no adapter \"nobody\"; there are: opencode-jsonl."),
        ("bent/enable", "{}", 422, "It has no key \"x\"."),
        ("opencode-jsonl/stop", #"{"configuration":{}}"#, 400, "The body holds \"configuration\", expected {}."),
        ("opencode-jsonl/start", #"{"configuration":{"a":1}}"#, 400, "The configuration's \"a\" is no text; all its values are."),
        (
            "opencode-jsonl/start", "[]", 400,
            "The body is no JSON object, expected {} or {\"configuration\": {\"KEY\": \"VALUE\"}}."
        ),
        ("opencode-jsonl/start?x=1", "{}", 400, "There is no parameter \"x\" here; this route has none."),
    ])
    func `a refusal says what would be right`(target: String, body: String, status: Int, detail: String) {
        let response = send(.post, "/api/v1/adapters/\(target)", body)
        #expect(response.status == status)
        #expect(response.detail == detail)
    }

    @Test func `settings are read and changed`() throws {
        #expect(try bench.json("/api/v1/settings")["restart_needed"] as? [String] == [])
        let response = send(.patch, "/api/v1/settings", #"{"port":4600,"adapters":{"aa":{"enabled":false}}}"#)
        #expect(response.status == 200)
        #expect(
            response.text
                == #"{"settings":{"port":4600,"adapters":{"aa":{"enabled":false,"configuration":{}}}},"effective":{"port":4517,"adapters":{"aa":{"enabled":false,"configuration":{}}}},"restart_needed":["port"],"file":"/home/a/config.json","problem":null}"#
        )
        let refusal = send(.patch, "/api/v1/settings", #"{"port":"x"}"#)
        #expect(refusal.status == 422)
        #expect(refusal.detail == "\"port\" is \"x\", expected a number from 0 to 65535.")
    }
}
