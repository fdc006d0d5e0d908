import Foundation
import HTTPServer
import PlugwalkModel
import SQLite
import Testing

@testable import PlugwalkHost

@Suite struct ReadRoutesTests {
    private let bench: APIBench

    init() throws { bench = try APIBench() }

    private func items(_ target: String) throws -> [[String: Any]] {
        try #require(try bench.json(target)["items"] as? [[String: Any]])
    }

    @Test(arguments: [
        ("/api/v1/events?calls=folded&type=tool&limit=2", "events-folded.json"),
        ("/api/v1/search?q=npm%20TEST", "search.json"),
        ("/api/v1/histogram?buckets=2&run_id=run_tt_root", "histogram.json"),
        ("/api/v1/facets?type=tool,permission", "facets.json"),
    ])
    func `lists, counts and histograms look like this`(target: String, name: String) throws {
        var events = Story.everything
        events[4].title = "npm test"
        try bench.commit(events)
        let object = try JSONSerialization.jsonObject(with: Data(bench.get(target).bytes))
        let pretty = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        try expectSnapshot(String(decoding: pretty, as: UTF8.self) + "\n", name)
    }

    @Test func `an empty dataset has no events, no buckets and no values`() throws {
        for target in ["events", "events?calls=folded&order=newest", "search?q=a"] {
            #expect(bench.get("/api/v1/\(target)").text == #"{"items":[],"next_cursor":null,"watermark":0}"#)
        }
        let epoch = Timestamp.epoch.text
        #expect(
            bench.get("/api/v1/histogram").text
                == #"{"from":"\#(epoch)","to":"\#(epoch)","bucket_ms":1,"buckets":[],"watermark":0}"#)
        #expect(
            bench.get("/api/v1/facets").text
                == #"{"events":0,"source":[],"agent":[],"severity":[],"status":[],"type":[],"watermark":0}"#)
    }

    @Test func `a dataset says what it holds`() throws {
        try bench.commit(Story.everything)
        let dataset = try #require(try items("/api/v1/datasets").first)
        #expect(dataset["name"] as? String == "live" && dataset["kind"] as? String == "live")
        #expect(dataset["events"] as? Int == Story.everything.count && dataset["watermark"] as? Int == Story.everything.count)
        #expect(
            dataset["first_ts"] as? String == Timestamp.story(0).text && dataset["last_ts"] as? String == Timestamp.story(307).text)
        #expect(try #require(dataset["size_bytes"] as? Int) > 4_096)
    }

    @Test func `a call is one item with its newest state and all its events`() throws {
        try bench.commit(Story.everything)
        let item = try #require(try items("/api/v1/events?calls=folded&type=tool").first { $0["entity_id"] as? String == "c1" })
        #expect(item["status"] as? String == "success" && item["folded"] as? Int == 2)
        let call = try #require(item["call"] as? [String: Any])
        #expect(call["tool"] as? String == "bash" && call["status"] as? String == "success")
        #expect((call["evidence"] as? [String])?.first == item["event_id"] as? String)
        // An abort ended it without an event of its own.
        let given = try items("/api/v1/events?calls=folded&status=cancelled&type=tool").compactMap { $0["entity_id"] as? String }
        #expect(given == ["c2", "c3"])
        #expect(try items("/api/v1/events?calls=raw&status=cancelled&type=tool").isEmpty)
    }

    @Test(arguments: [
        ("events?calls=both", "The parameter \"calls\" is \"both\", expected raw or folded."),
        ("events?order=up", "The parameter \"order\" is \"up\", expected oldest or newest."),
        (
            "events?q=a",
            "There is no parameter \"q\" here; there are: source, agent, severity, status, type, session_id, run_id, from, to, calls, order, limit, cursor, dataset."
        ),
        ("search?q=%20", "The parameter \"q\" has no word: give some, or leave it out."),
        ("search?q=\(String(repeating: "a", count: 201))", "The parameter \"q\" has 201 characters, at most 200 are allowed."),
        ("histogram?buckets=1001", "The parameter \"buckets\" is \"1001\", expected a number from 1 to 1000."),
        (
            "facets?limit=3",
            "There is no parameter \"limit\" here; there are: source, agent, severity, status, type, session_id, run_id, from, to, dataset."
        ),
    ])
    func `a bad parameter is refused with what would be right`(target: String, detail: String) {
        let response = bench.get("/api/v1/\(target)")
        #expect(response.status == 400)
        #expect(response.detail == detail)
    }

    @Test func `a cursor is good for its own list only`() throws {
        try bench.commit(Story.everything)
        let cursor = try #require(try bench.json("/api/v1/events?limit=3")["next_cursor"] as? String)
        #expect(bench.get("/api/v1/events?limit=3&cursor=\(cursor)").status == 200)
        for other in ["events?order=newest", "events?calls=folded", "search?q=a", "runs/run_tt_root/timeline?", "runs?"] {
            #expect(bench.get("/api/v1/\(other)&cursor=\(cursor)").status == 400, "\(other)")
        }
    }

    @Test func `a walk that is behind all that is known of moves is told to begin again`() throws {
        try bench.commit(Story.everything)
        let cursor = try #require(try bench.json("/api/v1/events?limit=3")["next_cursor"] as? String)
        let insert = "INSERT INTO reorderings (id, list, item, ts, source_order, seq) VALUES (?, 'runs', 'gone', '', NULL, 0)"
        try bench.data.database.prepare(insert).run(1)
        #expect(bench.get("/api/v1/events?limit=3&cursor=\(cursor)").status == 200)
        try bench.data.database.prepare("DELETE FROM reorderings").run()
        try bench.data.database.prepare(insert).run(2)
        let response = bench.get("/api/v1/events?limit=3&cursor=\(cursor)")
        #expect(response.status == 410)
        #expect(response.detail == "Too much has moved in this list since its first page: begin again without \"cursor\".")
    }

    @Test func `a search that reads more than its share goes on with the next page`() throws {
        let count = PlaceQueries.lookBudget + 10
        try bench.commit(
            (0..<count).map { number in
                EventDraft(
                    key: "\(number)", session: "s", entityType: "todo", title: number == count - 1 ? "needle" : "hay",
                    time: Story.start + Int64(number))
            })
        let first = try bench.json("/api/v1/search?q=needle")
        #expect((first["items"] as? [Any])?.isEmpty == true)
        let cursor = try #require(first["next_cursor"] as? String)
        let second = try bench.json("/api/v1/search?q=needle&cursor=\(cursor)")
        #expect((second["items"] as? [Any])?.count == 1)
        #expect(second["next_cursor"] is NSNull)
    }
}
