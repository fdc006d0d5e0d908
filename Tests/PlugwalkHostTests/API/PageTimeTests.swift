import Foundation
import HTTPServer
import PlugwalkModel
import SQLite
import Testing

@testable import PlugwalkHost

/// What the first page of every list costs on a day of 100,000 events.
///
/// Time depends on what else a machine does: what is held to a bound are the steps that SQLite's machine makes, of which 50 to 150
/// take a microsecond. With `PLUGWALK_PAGE_TIMES` set, the times are printed as well.
@Suite(.serialized) struct PageTimeTests {
    private static let count = 100_000
    /// More than any first page takes; to look through all events of the day takes more than two million.
    private static let maxSteps = 1_000_000

    final class Day {
        let bench: APIBench
        private var context = ReadContext()

        init() throws {
            bench = try APIBench()
            let events = DayOfEvents(PageTimeTests.count).events
            for start in stride(from: 0, to: events.count, by: 2_000) {
                try bench.data.store(Array(events[start..<min(start + 2_000, events.count)]))
            }
        }

        func get(_ target: String) -> Response {
            bench.router.respond(to: Request(.get, target, headers: ["Host": "127.0.0.1:\(bench.port)"]), with: &context)
        }

        func steps() throws -> Int { try context.database(of: bench.data.dataset).takeStepCount() }
    }

    private static let filters = [
        "", "source=test", "source=other", "source=none", "agent=build", "agent=auditor", "agent=nobody", "severity=info",
        "severity=warn", "severity=error", "severity=debug", "status=running", "status=failed", "status=retry",
        "status=cancelled", "type=tool", "type=message", "type=permission", "type=todo", "type=task",
        "type=tool&status=running", "type=tool&status=failed&agent=plan", "source=other&status=failed",
    ]

    /// The run with the most events, one of its sessions, and a span of time in the middle of the day.
    private static let owned = [
        "run_id=RUN", "session_id=SESSION", "run_id=nothing", "from=FROM&to=TO", "run_id=RUN&from=FROM&to=TO",
    ]

    static let targets: [String] = {
        let lists = ["raw", "folded"].flatMap { calls in
            ["oldest", "newest"].flatMap { order in
                (filters + owned + ["run_id=RUN&agent=auditor", "run_id=RUN&status=failed", "run_id=RUN&type=task"]).map {
                    "/api/v1/events?calls=\(calls)&order=\(order)&\($0)"
                }
            }
        }
        let words = [
            "npm", "needle", "%C3%A4rger", "nowhere", "fix+npm+schema", "needle&status=failed", "npm&run_id=RUN",
            "nowhere&run_id=RUN",
        ]
        let searches = words.flatMap { word in
            ["raw", "folded"].map { "/api/v1/search?q=\(word)&order=newest&calls=\($0)" }
        }
        let runs = [
            "", "source=test", "source=none", "status=idle", "status=failed", "status=cancelled", "from=FROM", "to=TO",
            "from=FROM&to=TO",
        ]
        return ["/api/v1/datasets", "/api/v1/runs/RUN", "/api/v1/sessions/SESSION/tree"]
            + runs.map { "/api/v1/runs?\($0)" } + filters.map { "/api/v1/runs/RUN/timeline?\($0)" } + lists + searches
            + (filters + owned).map { "/api/v1/histogram?\($0)" } + (filters + owned).map { "/api/v1/facets?\($0)" }
            + ["/api/v1/histogram?buckets=1000", "/api/v1/histogram?buckets=1000&from=FROM&to=TO"]
    }()

    @Test func `the first page of every list is found without a walk over all events`() throws {
        let day = try Day()
        let run = try day.bench.data.rows("SELECT run_id FROM events GROUP BY run_id ORDER BY count(*) DESC LIMIT 1")[0]
        let session = try day.bench.data.rows("SELECT root_session_id FROM runs WHERE run_id = '\(run)'")[0]
        let isTimed = ProcessInfo.processInfo.environment["PLUGWALK_PAGE_TIMES"] != nil
        var lines: [String] = []
        for template in Self.targets {
            let target = template.replacing("RUN", with: run).replacing("SESSION", with: session)
                .replacing("FROM", with: Timestamp.story(40_000_000).text).replacing("TO", with: Timestamp.story(47_212_345).text)
            #expect(day.get(target).status == 200, "\(target)")
            _ = try day.steps()
            _ = day.get(target)
            let steps = try day.steps()
            #expect(steps <= Self.maxSteps, "\(template) takes \(steps) steps")
            if isTimed { lines.append(Self.time(template, steps) { day.get(target) }) }
        }
        if isTimed { print(lines.joined(separator: "\n")) }
    }

    static func time(_ name: String, _ steps: Int, _ ask: () -> Response) -> String {
        var bytes = 0
        let times = (0..<40).map { _ in
            ContinuousClock().measure { bytes = ask().bytes.count } / .milliseconds(1)
        }.sorted()
        return String(format: "%7.2f ms p95 %7.2f ms p50 %8d steps %8d bytes  ", times[37], times[20], steps, bytes) + name
    }
}
