import Foundation
import HTTPServer
import SQLite
import Testing

@testable import PlugwalkHost

/// Pages of walks during which as much has moved as is kept at all: what they cost on the day of `PageTimeTests`, and what they hold.
@Suite(.serialized) struct MovedPageTests {
    /// What has moved, as a source of notes: the events or calls that a walk finds at its beginning, or some everywhere.
    private static let moves = [
        "SELECT 'events', event_id, ts, source_order, seq FROM events WHERE seq <= 50000",
        "SELECT 'events', event_id, ts, source_order, seq FROM events WHERE seq > 50000",
        "SELECT 'events', event_id, ts, source_order, seq FROM events WHERE seq % 2 = 0",
        """
        SELECT 'calls', session_id || ' ' || kind || ' ' || entity_id, started_at, start_order, first_seq FROM spans
        WHERE kind IN ('call', 'task')
        """,
        "SELECT 'runs', run_id, started_at, NULL, 0 FROM runs, (SELECT 1 FROM events LIMIT 100)",
    ]
    /// More than any of these pages takes; to look at all that has moved takes more than four million.
    private static let maxSteps = 600_000
    private static let targets: [String] =
        ["raw", "folded"].flatMap { calls in
            ["oldest", "newest"].flatMap { order in
                ["", "limit=1000", "source=other", "status=failed", "run_id=RUN", "run_id=RUN&status=failed"].map {
                    "/api/v1/events?calls=\(calls)&order=\(order)&\($0)"
                }
            }
        } + ["/api/v1/search?q=npm&order=newest", "/api/v1/search?q=nowhere&calls=folded", "/api/v1/runs?"]

    @Test func `a page is found though everything that is kept of moves happened since page one`() throws {
        let day = try PageTimeTests.Day()
        let data = day.bench.data
        let run = try data.rows("SELECT run_id FROM events GROUP BY run_id ORDER BY count(*) DESC LIMIT 1")[0]
        let isTimed = ProcessInfo.processInfo.environment["PLUGWALK_PAGE_TIMES"] != nil
        var lines: [String] = []
        for moves in Self.moves {
            let pages = try Self.targets.map { template in
                let target = template.replacing("RUN", with: run)
                let first = try JSONSerialization.jsonObject(with: Data(day.get(target).bytes)) as? [String: Any]
                return (template, target, first?["next_cursor"] as? String)
            }
            try data.database.execute("INSERT INTO reorderings (list, item, ts, source_order, seq) \(moves)")
            for case (let template, let target, let cursor?) in pages {
                let next = "\(target)&cursor=\(cursor)"
                #expect(day.get(next).status == 200, "\(next)")
                _ = try day.steps()
                _ = day.get(next)
                let steps = try day.steps()
                #expect(steps <= Self.maxSteps, "\(template) takes \(steps) steps: \(moves)")
                if isTimed { lines.append(PageTimeTests.time("\(template)  \(moves.prefix(90))", steps) { day.get(next) }) }
            }
            // As if nothing had ever moved.
            try data.database.execute("DELETE FROM reorderings; DELETE FROM sqlite_sequence WHERE name = 'reorderings'")
        }
        if isTimed { print(lines.joined(separator: "\n")) }
    }

    @Test(arguments: [
        "events?limit=1000", "events?order=newest&limit=1000", "events?status=failed", "events?order=newest&severity=error",
        "events?run_id=RUN", "events?calls=folded&limit=1000", "events?calls=folded&order=newest&status=failed",
        "events?calls=folded&run_id=RUN&order=newest", "search?q=needle",
    ])
    func `a walk is the same though far more has moved than a page looks at`(template: String) throws {
        let bench = try APIBench()
        try bench.commit(DayOfEvents(20_000).events)
        let run = try bench.data.rows("SELECT run_id FROM events GROUP BY run_id ORDER BY count(*) DESC LIMIT 1")[0]
        let target = "/api/v1/\(template.replacing("RUN", with: run))"
        let expected = try Self.walk(target, bench) {}
        let found = try Self.walk(target, bench) { try bench.data.database.execute(Self.moveHalf) }
        #expect(!expected.isEmpty)
        #expect(found == expected)
    }

    /// Half of all events and calls go to the end of the day, and half of those once more.
    private static let moveHalf = """
        INSERT INTO reorderings (list, item, ts, source_order, seq)
          SELECT 'events', event_id, ts, source_order, seq FROM events WHERE seq % 2 = 0;
        INSERT INTO reorderings (list, item, ts, source_order, seq)
          SELECT 'calls', session_id || ' ' || kind || ' ' || entity_id, started_at, start_order, first_seq FROM spans
          WHERE kind IN ('call', 'task') AND first_seq % 4 < 2;
        UPDATE events SET ts = substr(ts, 1, 11) || '23:59:59.990Z' WHERE seq % 2 = 0;
        UPDATE spans SET started_at = substr(started_at, 1, 11) || '23:59:59.990Z' WHERE first_seq % 4 < 2;
        INSERT INTO reorderings (list, item, ts, source_order, seq)
          SELECT 'events', event_id, ts, source_order, seq FROM events WHERE seq % 4 = 0;
        """

    /// The ids of all pages, between the first two of which something happens.
    private static func walk(_ target: String, _ bench: APIBench, meanwhile: () throws -> Void) throws -> [String] {
        var page = try bench.json(target)
        var found: [String] = []
        var pages = 0
        while true {
            found += (page["items"] as? [[String: Any]] ?? []).compactMap { $0["event_id"] as? String }
            pages += 1
            if pages == 1 { try meanwhile() }
            guard let cursor = page["next_cursor"] as? String, pages < 1_000 else { return found }
            page = try bench.json("\(target)&cursor=\(cursor)")
        }
    }
}
