import Foundation
import HTTPServer
import SQLite
import Testing
import Threading

@testable import PlugwalkHost

/// Posts to a real writer over a database file.
private final class IngestBench: Sendable {
    let runtime: DatasetRuntime
    let loop: IngestLoop
    let path: String

    init() throws {
        let home = Home(path: NSTemporaryDirectory() + "plugwalk-ingest-\(UUID().uuidString)")
        try home.prepare()
        path = home.database
        runtime = try DatasetRuntime(Dataset(name: "live", path: path), clock: SystemClock())
        loop = IngestLoop(runtime, installationKey: try InstallationKey(home), clock: SystemClock())
        try loop.start()
    }

    deinit {
        loop.close()
        runtime.close()
    }

    func post(_ body: String) -> (status: Int, json: [String: Any]) {
        var router = Router<Void>()
        router.on(.post, "/", .deferred { [loop] request, responder in loop.submit(request.body, responder) })
        let response = router.respond(to: Request(.post, "/", body: Array(body.utf8)))
        let json = try? JSONSerialization.jsonObject(with: Data(response.bytes)) as? [String: Any]
        return (response.status, json ?? [:])
    }

    func outcomes(_ body: String) -> [String] {
        (post(body).json["items"] as? [[String: Any]] ?? []).map { $0["outcome"] as? String ?? "?" }
    }

    func text(_ sql: String) throws -> String? {
        let database = try Dataset(name: "live", path: path).openReader()
        return try database.prepare(sql).firstRow { $0.text(0) }
    }
}

@Suite struct IngestTests {
    private let event = """
        {"event_id":"evt_01A","ts":"2026-02-11T21:00:00.000Z","source":"opencode","source_event":"session.status","run_id":"run_x",
         "session_id":"ses_y","parent_session_id":null,"agent":"build","entity_type":"session","entity_id":"ses_y","status":"running",
         "severity":"warn","title":"Short title","summary":"One line","payload":{"n":1},"correlation_id":"corr_1","tags":["loop"]}
        """

    @Test func `an event is stored with the ids it came with, once`() throws {
        let bench = try IngestBench()
        #expect(bench.post(event).status == 200)
        #expect(bench.outcomes(event) == ["duplicate"])
        let row = try bench.text(
            """
            SELECT group_concat(concat) FROM (SELECT event_id || ' ' || ts || ' ' || run_id || ' ' || session_id || ' ' ||
              correlation_id || ' ' || severity || ' ' || payload_json || ' ' || tags_json AS concat FROM events)
            """)
        #expect(row == #"evt_01A 2026-02-11T21:00:00.000Z run_x ses_y corr_1 warn {"n":1} ["loop"]"#)
        #expect(try bench.text("SELECT run_id || root_session_id || status FROM runs") == "run_xses_yrunning")
    }

    @Test func `the outcome of each event of an array is told, and the bad ones cost the others nothing`() throws {
        let bench = try IngestBench()
        let small = #"{"event_id":"evt_2","source":"a","source_event":"b","entity_type":"tool"}"#
        let bad = #"{"event_id":"evt_3","source":"a","source_event":"b","entity_type":"tool","status":"gone"}"#
        #expect(
            bench.outcomes("[\(event),\(small),\(bad),7,\(small),\(event)]")
                == ["committed", "committed", "quarantined", "quarantined", "duplicate", "duplicate"])
        let account = bench.runtime.account(of: IngestLoop.instance)
        #expect(account.accepted == 6)
        #expect(account.committed == 2)
        #expect(account.duplicates == 2)
        #expect(account.quarantined == 2)
        #expect(account.queued == 0)
    }

    @Test(arguments: [
        (#"{"source":"a"}"#, 422, "source_event is missing, it is required"),
        (#"{"source":"a","source_event":"b","entity_type":"door"}"#, 422, "expected one of: run, session"),
        (#"{"source":"a","source_event":"b","entity_type":"tool","extra":1}"#, 422, "there is no member \"extra\", only: agent"),
        (#"{"source":"a","source_event":"b","entity_type":"tool","payload":[]}"#, 422, "payload is array, expected object"),
        (#"{"source":"a","source_event":"b","entity_type":"tool","tags":[1]}"#, 422, "tags is no JSON array of strings"),
        (#"{"source":"a","source_event":"b","entity_type":"tool","ts":"now"}"#, 422, "ts is \"now\", expected a time in UTC"),
        (#"{"source":"a","source_event":"b","entity_type":"tool","event_id":"1"}"#, 422, "event_id is \"1\", expected evt_"),
        (
            #"{"source":"a","source_event":"b","entity_type":"tool","session_id":"x/y"}"#, 422,
            "session_id is \"x/y\", expected ses_"
        ),
        (#"{"source":"a","source_event":"b","entity_type":"tool","run_id":"run_"}"#, 422, "run_id is \"run_\", expected run_"),
        ("{", 400, "The body is no valid JSON"),
        ("", 400, "The body is no valid JSON"),
        ("7", 400, "The body is neither an event nor an array of events."),
        ("[]", 400, "The body has no events, expected 1 to 1000."),
    ])
    func `a post that cannot be taken says what would be right`(body: String, status: Int, words: String) throws {
        let answer = try IngestBench().post(body)
        #expect(answer.status == status)
        let detail = answer.json["detail"] as? String ?? ""
        #expect(detail.contains(words), "\(detail)")
    }

    @Test func `more events than one post may hold are refused`() throws {
        let many = "[" + Array(repeating: "{}", count: 1_001).joined(separator: ",") + "]"
        #expect(try IngestBench().post(many).status == 400)
    }

    @Test(arguments: ["2262-04-11T23:47:16.854Z", "2262-04-11T23:47:16.855Z", "9999-12-31T23:59:59.999Z"])
    func `a time that cannot be true gives way to the arrival`(time: String) throws {
        let bench = try IngestBench()
        #expect(
            bench.outcomes(#"{"source":"a","source_event":"b","entity_type":"tool","ts":"\#(time)"}"#) == ["committed"])
        #expect(try bench.text("SELECT ts_quality || (ts = received_at) FROM events") == "arrival1")
    }

    @Test func `an event of a run without a session belongs to the session of the run's name`() throws {
        let bench = try IngestBench()
        #expect(
            bench.outcomes(#"{"source":"a","source_event":"b","entity_type":"run","run_id":"run_7","status":"running"}"#) == [
                "committed"
            ])
        #expect(try bench.text("SELECT session_id FROM events") == "ses_7")
    }

    @Test func `secrets do not reach the store, in whatever member they come`() throws {
        let bench = try IngestBench()
        let token = "ghp_" + String(repeating: "a1B2", count: 9)
        let body = """
            [{"event_id":"evt_\(token)","source":"a","source_event":"b","entity_type":"tool","title":"\(token)","payload":{"t":"\(token)"}},
             {"source":"a","source_event":"b","entity_type":"tool","\(token)":1}]
            """
        let answer = bench.post(body)
        #expect(answer.status == 200)
        #expect(!"\(answer.json)".contains(token))
        let stored = try bench.text(
            "SELECT event_id || title || payload_json || (SELECT reason || excerpt FROM quarantine) FROM events")
        #expect(stored?.contains(token) == false)
    }

    @Test func `posts that hold far more than a batch are stored in several`() throws {
        let bench = try IngestBench()
        DispatchQueue.concurrentPerform(iterations: 6) { worker in
            let events = (0..<1_000).map {
                #"{"event_id":"evt_\#(worker)_\#($0)","source":"a","source_event":"b","entity_type":"tool"}"#
            }
            _ = bench.post("[" + events.joined(separator: ",") + "]")
        }
        #expect(try bench.text("SELECT count(*) || '' FROM events") == "6000")
    }

    @Test func `posts side by side are all stored, and share commits`() throws {
        let bench = try IngestBench()
        let failures = Monitor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            for number in 0..<50 {
                let body = #"{"event_id":"evt_\#(worker)_\#(number)","source":"a","source_event":"b","entity_type":"tool"}"#
                if bench.outcomes(body) != ["committed"] { failures.update { $0 += 1 } }
            }
        }
        #expect(failures.withLock { $0 } == 0)
        #expect(try bench.text("SELECT count(*) || '' FROM events") == "400")
        #expect(bench.runtime.account(of: IngestLoop.instance).committed == 400)
    }
}
