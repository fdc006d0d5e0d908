import Foundation
import Testing

/// What programs and people change while the daemon runs.
@Suite struct ServiceTests {
    private static let event = """
        {"event_id":"evt_\u{25}@","ts":"2026-02-11T21:00:00.000Z","source":"opencode","source_event":"session.status","run_id":"run_x",
         "session_id":"ses_x","entity_type":"session","entity_id":"ses_x","status":"running"}
        """

    private func event(_ id: String) -> String { Self.event.replacingOccurrences(of: "%@", with: id) }

    @Test func `a posted event is on the stream, in the lists, and there after a kill`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start(["--dev", "--source", "opencode-jsonl"])
        let answer = try HTTPAnswer.send("POST", "/api/v1/ingest", to: daemon.url, body: event("e1"))
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(#""outcome":"committed""#))
        let told = try HTTPAnswer.stream("/api/v1/events/stream?after=0", from: daemon.url) { $0.contains("id: evt_e1\n") }
        #expect(told.contains("event: plugwalk.event\nid: evt_e1\n"))
        daemon.kill()
        try daemon.start(["--dev", "--source", "opencode-jsonl"])
        #expect(try daemon.rows("SELECT event_id, run_id FROM events") == ["evt_e1|run_x"])
        let again = try HTTPAnswer.send("POST", "/api/v1/ingest", to: daemon.url, body: event("e1"))
        #expect(String(decoding: again.body, as: UTF8.self).contains(#""outcome":"duplicate""#))
    }

    @Test func `nobody can post without --dev, nor from a page of elsewhere`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start(["--source", "opencode-jsonl"])
        #expect(try HTTPAnswer.send("POST", "/api/v1/ingest", to: daemon.url, body: event("e1")).status == 404)
        let foreign = try HTTPAnswer.send(
            "POST", "/api/v1/adapters/opencode-jsonl/stop", to: daemon.url, headers: ["Origin: http://evil.example"], body: "{}")
        #expect(foreign.status == 403)
        let plain = try HTTPAnswer.send(
            "POST", "/api/v1/adapters/opencode-jsonl/stop", to: daemon.url, headers: ["Content-Type: text/plain"], body: "{}")
        #expect(plain.status == 415)
    }

    @Test func `an adapter is stopped, started and enabled for good over the API`() throws {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        try daemon.start()
        func order(_ verb: String, _ body: String = "{}") throws -> [String: Any] {
            let answer = try HTTPAnswer.send("POST", "/api/v1/adapters/opencode-jsonl/\(verb)", to: daemon.url, body: body)
            return try JSONSerialization.jsonObject(with: answer.body) as? [String: Any] ?? [:]
        }
        func states(_ adapter: [String: Any]) -> [String] {
            (adapter["instances"] as? [[String: Any]] ?? []).map { text($0["state"]) }
        }
        #expect(states(try order("enable", "{\"configuration\":{\"path\":\"\(folder.path)\"}}")) == ["running"])
        #expect(states(try order("stop")) == ["stopped"])
        #expect(states(try order("start")) == ["running"])
        #expect(text(try order("enable", "{\"configuration\":{\"pth\":\"x\"}}")["detail"]).contains("no key \"pth\""))
        _ = try daemon.command(["--stop"])
        let second = try daemon.start()
        #expect(second.output.contains("opencode-jsonl-"), "\(second.output)")
        #expect(states(try order("disable")) == ["stopped"])
        _ = try daemon.command(["--stop"])
        #expect(try !daemon.start().output.contains("opencode-jsonl-"))
    }

    @Test func `what somebody writes into config.json is taken over, and a mistake changes nothing`() throws {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        try daemon.start()
        let file = daemon.home.appending(path: "config.json")
        func instances() throws -> [String] {
            (try daemon.get("/api/v1/health")["adapters"] as? [[String: Any]] ?? []).map { text($0["state"]) }
        }
        try Data("{\"adapters\":{\"opencode-jsonl\":{\"configuration\":{\"path\":\"\(folder.path)\"}}}}".utf8).write(to: file)
        #expect(try eventually { try instances() == ["running"] })
        try Data("{\"adapters\":[]}".utf8).write(to: file)
        #expect(
            try eventually {
                text(try daemon.get("/api/v1/settings")["problem"]).hasSuffix("\"adapters\" is [], expected an object")
            })
        #expect(try instances() == ["running"])
        #expect(text(try daemon.get("/api/v1/health")["status"]) == "degraded")
        try Data("{}".utf8).write(to: file)
        #expect(try eventually { try instances() == ["stopped"] })
    }

    @Test func `another configuration takes the place of the one before`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        for number in 1...3 {
            let folder = try daemon.scratch.folder("logs\(number)")
            let body = "{\"configuration\":{\"path\":\"\(folder.path)\"}}"
            #expect(try HTTPAnswer.send("POST", "/api/v1/adapters/opencode-jsonl/enable", to: daemon.url, body: body).status == 200)
        }
        #expect(
            try eventually {
                (try daemon.get("/api/v1/health")["adapters"] as? [[String: Any]] ?? []).map { text($0["state"]) } == ["running"]
            })
    }

    @Test(arguments: [
        (#"{"adapters":{"opencode-jsonl":{"configuration":{"bogus":"x"}}}}"#, "it has no key \"bogus\""),
        (#"{"adapters":{"opencode-jsonl":{"configuration":{"id":"../x"}}}}"#, "expected 1 to 40 characters"),
        (#"{"bind":"0.0.0.0"}"#, "needs a start with a token"),
    ])
    func `settings that a start would stumble over are not taken`(patch: String, words: String) throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        let answer = try HTTPAnswer.send("PATCH", "/api/v1/settings", to: daemon.url, body: patch)
        #expect(answer.status == 422)
        let problem = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        let detail = text(problem?["detail"])
        #expect(detail.contains(words), "\(detail)")
        #expect(!FileManager.default.fileExists(atPath: daemon.home.appending(path: "config.json").path))
    }

    @Test func `a source that could not be launched stays listed with its reason`() throws {
        let daemon = try DaemonUnderTest()
        try FileManager.default.createDirectory(at: daemon.home, withIntermediateDirectories: true)
        try Data(#"{"adapters":{"opencode-jsonl":{"configuration":{"bogus":"x"}}}}"#.utf8)
            .write(to: daemon.home.appending(path: "config.json"))
        #expect(try daemon.start().code == 0)
        let health = try daemon.get("/api/v1/health")
        let adapters = health["adapters"] as? [[String: Any]] ?? []
        #expect(adapters.map { text($0["state"]) } == ["misconfigured"])
        let message = text(adapters.first?["message"])
        #expect(message.contains("it has no key \"bogus\""))
        #expect(text(health["status"]) == "degraded")
    }
}
