import Foundation
import HTTPServer
import PlugwalkModel
import Testing

@testable import PlugwalkHost

@Suite struct RunsTests {
    private let bench: APIBench

    init() throws { bench = try APIBench() }

    private func run(_ id: String, at time: Int64, _ status: String = "running", source: String = "") -> [EventDraft] {
        var queued = Story.session(id, at: time, "queued", title: "Run \(id)")
        var event = Story.session(id, at: time + 1, status)
        (queued.source, event.source) = (source, source)
        return [queued, event]
    }

    private func items(_ target: String) throws -> [[String: Any]] {
        try #require(try bench.json(target)["items"] as? [[String: Any]])
    }

    private func ids(_ target: String) throws -> [String] { try items(target).compactMap { $0["run_id"] as? String } }

    @Test func `a list of runs, one run, a tree and a timeline look like this`() throws {
        try bench.commit(Story.everything)
        for (target, name) in [
            ("/api/v1/runs", "runs.json"), ("/api/v1/runs/run_tt_root", "run.json"),
            ("/api/v1/sessions/ses_tt_root/tree", "tree.json"), ("/api/v1/runs/run_tt_root/timeline?limit=2", "timeline.json"),
        ] {
            let response = bench.get(target)
            #expect(response.status == 200)
            let object = try JSONSerialization.jsonObject(with: Data(response.bytes))
            let pretty = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
            try expectSnapshot(String(decoding: pretty, as: UTF8.self) + "\n", name)
        }
    }

    @Test func `no runs are an empty list`() {
        #expect(bench.get("/api/v1/runs").text == #"{"items":[],"next_cursor":null,"watermark":0}"#)
    }

    @Test func `the run that started last comes first, and pages do not shift`() throws {
        for number in 0..<7 { try bench.commit(run("r\(number)", at: Int64(number) * 10)) }
        let first = try bench.json("/api/v1/runs?limit=3")
        #expect(try ids("/api/v1/runs?limit=3") == ["run_tt_r6", "run_tt_r5", "run_tt_r4"])
        // One that started later, and one that would stand on the next page: neither was there at page one.
        try bench.commit(run("late", at: 1_000) + run("early", at: 25))
        let cursor = try #require(first["next_cursor"] as? String)
        let second = try bench.json("/api/v1/runs?limit=3&cursor=\(cursor)")
        #expect(second["watermark"] as? Int == first["watermark"] as? Int)
        #expect(try ids("/api/v1/runs?limit=3&cursor=\(cursor)") == ["run_tt_r3", "run_tt_r2", "run_tt_r1"])
        let last = try #require(second["next_cursor"] as? String)
        #expect(try bench.json("/api/v1/runs?limit=3&cursor=\(last)")["next_cursor"] is NSNull)
        #expect(try ids("/api/v1/runs?limit=3&cursor=\(last)") == ["run_tt_r0"])
        #expect(try ids("/api/v1/runs").count == 9)
    }

    @Test func `runs are filtered by source, status and time`() throws {
        try bench.commit(
            run("a", at: 0, "idle", source: "one") + run("b", at: 100, source: "two") + run("c", at: 200, source: "six"))
        #expect(try ids("/api/v1/runs?source=one,six") == ["run_tt_c", "run_tt_a"])
        #expect(try ids("/api/v1/runs?source=one&source=two") == ["run_tt_b", "run_tt_a"])
        #expect(try ids("/api/v1/runs?status=idle") == ["run_tt_a"])
        #expect(try ids("/api/v1/runs?status=running,blocked&source=two") == ["run_tt_b"])
        // `a` ended before, `b` still runs, `c` begins at the end of the range.
        let (from, to) = (Timestamp.story(150).text, Timestamp.story(200).text)
        #expect(try ids("/api/v1/runs?from=\(from)&to=\(to)") == ["run_tt_b"])
    }

    @Test func `the numbers of a run are those of its story`() throws {
        try bench.commit(Story.everything)
        let run = try #require(try items("/api/v1/runs").first { $0["run_id"] as? String == "run_tt_root" })
        #expect(run["sessions"] as? Int == 2)
        // The grep of the child; the edit was refused by a person, which is no failure.
        #expect(run["failures"] as? Int == 1)
        #expect(run["waiting"] as? Int == 0)
        #expect(run["last_event_at"] as? String == Timestamp.story(121).text)
        try bench.commit([Story.wait("p9", for: "c9", of: "a9", in: "root", at: 300, "blocked")])
        let later = try bench.json("/api/v1/runs/run_tt_root")
        #expect(later["waiting"] as? Int == 1)
        #expect(later["status"] as? String == "blocked")
    }

    @Test func `a timeline takes the filters of events and pages in display order`() throws {
        try bench.commit(Story.everything)
        let base = "/api/v1/runs/run_tt_root/timeline"
        #expect(try items("\(base)?type=permission&status=blocked").count == 3)
        #expect(try items("\(base)?session_id=ses_tt_kid").count == 6)
        #expect(try items("\(base)?agent=explore&status=failed").compactMap { $0["entity_id"] as? String } == ["kc"])
        let from = Timestamp.story(120).text
        #expect(try items("\(base)?from=\(from)").count == 2)
        var found: [String] = []
        var cursor = ""
        repeat {
            let page = try bench.json("\(base)?limit=4\(cursor)")
            found += try #require(page["items"] as? [[String: Any]]).compactMap { $0["event_id"] as? String }
            cursor = (page["next_cursor"] as? String).map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty
        #expect(found == (try items("\(base)?limit=1000")).compactMap { $0["event_id"] as? String })
        #expect(found.count == 37)
    }

    @Test func `a cursor of another list is refused`() throws {
        try bench.commit(Story.everything)
        let cursor = try #require(try bench.json("/api/v1/runs?limit=1")["next_cursor"] as? String)
        #expect(bench.get("/api/v1/runs/run_tt_root/timeline?cursor=\(cursor)").status == 400)
    }

    @Test func `a payload with line breaks is sent on one line`() throws {
        try bench.commit([EventDraft(key: "a", session: "s", payload: "{\n  \"text\": \"a\\nb\"\r\n}", time: Story.start)])
        let text = bench.get("/api/v1/runs/run_tt_s/timeline").text
        #expect(text.contains(#""payload":{   "text": "a\nb"  }"#))
    }

    @Test func `a tree that nests too deep goes on beside its last level`() throws {
        let depth = SessionNode.maxDepth + 5
        try bench.commit((0..<depth).map { Story.session("d\($0)", at: Int64($0), "queued", parent: $0 == 0 ? "" : "d\($0 - 1)") })
        var node = try bench.json("/api/v1/sessions/ses_tt_d0/tree")
        for _ in 2..<SessionNode.maxDepth { node = try #require((node["children"] as? [[String: Any]])?.first) }
        let last = try #require(node["children"] as? [[String: Any]])
        #expect(last.compactMap { $0["native_id"] as? String } == (SessionNode.maxDepth - 1..<depth).map { "d\($0)" })
        #expect(last.allSatisfy { ($0["children"] as? [Any])?.isEmpty == true })
    }
}
