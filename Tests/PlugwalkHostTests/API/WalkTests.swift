import AdapterABI
import Foundation
import HTTPServer
import PlugwalkModel
import Synchronization
import TestSupport
import Testing
import Threading

@testable import PlugwalkHost

/// Pages walked while a writer commits: new events, late ones, and better times for those that are listed.
@Suite struct WalkTests {
    private static let pages = 50

    /// A list, and what it should hold as one SQL statement.
    private struct List {
        let target: String
        let member: String
        let sql: String
    }

    private static func lists(run: String) -> [List] {
        let order = "ORDER BY ts, source_order, event_id", back = "ORDER BY ts DESC, source_order DESC, event_id DESC"
        let folded = """
            SELECT event_id FROM (
              SELECT ts, source_order, event_id FROM events WHERE is_call = 0 UNION ALL
              SELECT started_at AS ts, start_order AS source_order, start_event_id AS event_id FROM spans
              WHERE kind IN ('call', 'task'))
            """
        return [
            List(target: "events?", member: "event_id", sql: "SELECT event_id FROM events \(order)"),
            List(target: "events?order=newest", member: "event_id", sql: "SELECT event_id FROM events \(back)"),
            List(target: "events?calls=folded", member: "event_id", sql: "\(folded) \(order)"),
            List(target: "events?calls=folded&order=newest", member: "event_id", sql: "\(folded) \(back)"),
            List(
                target: "search?q=npm&order=newest", member: "event_id",
                sql:
                    "SELECT event_id FROM events WHERE instr(lower(coalesce(title, '') || ' ' || coalesce(summary, '')), 'npm') \(back)"
            ),
            List(
                target: "runs/\(run)/timeline?", member: "event_id",
                sql: "SELECT event_id FROM events WHERE run_id = '\(run)' \(order)"),
            List(target: "runs?", member: "run_id", sql: "SELECT run_id FROM runs ORDER BY started_at DESC, run_id DESC"),
        ]
    }

    /// What goes on arriving: of each twenty events a third is new, a third late, and the others repeat what is known.
    private struct Arrivals {
        var random: SeededGenerator
        let known: [EventDraft]
        let starts: [String: Int64]
        var number = 0

        init(_ known: [EventDraft], seed: UInt64) {
            random = SeededGenerator(seed: seed)
            self.known = known
            starts = Dictionary(known.map { ($0.session, $0.time!) }, uniquingKeysWith: min)
        }

        mutating func batch() -> [EventDraft] { (0..<20).map { event($0) } }

        private mutating func event(_ place: Int) -> EventDraft {
            number += 1
            var draft = known.randomElement(using: &random)!
            // Before its session was made an event would be another one's history.
            let within = starts[draft.session]! + 1...DayOfEvents.end - 1
            switch place {
            case 0..<7:
                return EventDraft(key: "new\(number)", session: "new\(number / 40)", time: DayOfEvents.end, order: Int64(number))
            case 7..<11:
                return EventDraft(
                    key: "late\(number)", session: draft.session, entityType: "todo", time: .random(in: within, using: &random))
            case 11..<13:
                // A call turns out to have begun earlier, or at another event.
                let calls = known.filter { $0.entityType == "tool" }
                var call = calls.randomElement(using: &random)!
                call.key = "begin\(number)"
                call.status = "running"
                call.time = .random(in: starts[call.session]! + 1...call.time!, using: &random)
                return call
            case 13:
                return EventDraft(
                    key: "early\(number)", session: draft.session, status: "running",
                    time: starts[draft.session]! - .random(in: 0..<40_000_000, using: &random))
            default:
                if draft.status == "queued" { return draft }
                draft.flags = 0
                draft.time = .random(in: within, using: &random)
                return draft
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `fifty pages of every list show each item once, whatever arrives meanwhile`(seed: UInt64) throws {
        let bench = try APIBench()
        let known = DayOfEvents(4_000, seed: seed).events.map { draft in
            var draft = draft
            draft.flags = UInt32(PW_EVENT_STAMPED)
            return draft
        }
        try bench.data.store(known)
        let run = try bench.data.rows("SELECT run_id FROM events GROUP BY run_id ORDER BY count(*) DESC LIMIT 1")[0]
        let writing = Writing(bench.data, Arrivals(known, seed: seed))
        try writing.start()
        defer { writing.stop() }

        var context = ReadContext()
        let get = { (target: String) throws -> [String: Any] in
            let request = Request(.get, "/api/v1/\(target)", headers: ["Host": "127.0.0.1:\(bench.port)"])
            let response = bench.router.respond(to: request, with: &context)
            try #require(response.status == 200, "\(response.text)")
            return try JSONSerialization.jsonObject(with: Data(response.bytes)) as? [String: Any] ?? [:]
        }
        // Nothing is committed between the first pages and the count of what there is.
        var walks = try writing.whileHeld { data in
            try Self.lists(run: run).map { list in
                let expected = try data.rows(list.sql)
                let target = "\(list.target)&limit=\(max(1, expected.count / Self.pages))"
                var walk = Walking(list: list, target: target, expected: expected)
                walk.take(try get(target))
                return walk
            }
        }
        while walks.contains(where: { $0.cursor != nil && $0.pages < 1_000 }) {
            try #require(writing.waitForCommit())
            for index in walks.indices {
                if let cursor = walks[index].cursor { walks[index].take(try get("\(walks[index].target)&cursor=\(cursor)")) }
            }
        }
        for walk in walks {
            #expect(walk.pages >= min(walk.expected.count, Self.pages), "\(walk.list.target)")
            #expect(
                walk.found == walk.expected, "seed \(seed): \(walk.list.target) gave \(walk.found.count) of \(walk.expected.count)")
        }
        #expect(try writing.whileHeld { try $0.rows("SELECT count(*) > 100 FROM reorderings") } == ["1"])
    }

    /// A walk through a list, and how far it has come.
    private struct Walking {
        let list: List
        let target: String
        let expected: [String]
        var found: [String] = []
        var pages = 0
        var cursor: String?

        mutating func take(_ page: [String: Any]) {
            found += (page["items"] as? [[String: Any]] ?? []).compactMap { $0[list.member] as? String }
            cursor = page["next_cursor"] as? String
            pages += 1
        }
    }

    /// A thread that commits twenty events every twenty milliseconds.
    private final class Writing {
        private struct State {
            var commits = 0
            var isStopping = false
        }

        // Whoever holds the gate is the only one who uses it.
        private nonisolated(unsafe) let data: DatasetBench
        private let gate = Mutex(())
        private let state = Monitor(State())
        private let arrivals: Mutex<Arrivals>
        private var thread: Threading.Thread?

        init(_ data: DatasetBench, _ arrivals: sending Arrivals) {
            self.data = data
            self.arrivals = Mutex(arrivals)
        }

        func start() throws {
            let writing = UncheckedReference(self)
            let thread = Threading.Thread(name: "arrivals", stackBytes: 1 << 20) { writing.value.run() }
            try thread.start()
            self.thread = thread
        }

        private func run() {
            while !state.withLock({ $0.isStopping }) {
                let batch = arrivals.withLock { $0.batch() }
                gate.withLock { _ in _ = try? data.store(batch) }
                state.update { $0.commits += 1 }
                _ = state.wait(until: Deadline(after: .milliseconds(20))) { $0.isStopping ? true : nil }
            }
        }

        func whileHeld<Result>(_ body: (DatasetBench) throws -> Result) rethrows -> Result {
            try gate.withLock { _ in try body(data) }
        }

        /// Waits until something more has been committed; false when that takes far too long.
        func waitForCommit() -> Bool {
            let seen = state.withLock { $0.commits }
            return state.wait(until: Deadline(after: .seconds(20))) { $0.commits > seen ? true : nil } ?? false
        }

        func stop() {
            state.update { $0.isStopping = true }
            thread?.join()
        }
    }

    // The thread ends before the test that owns it does.
    private struct UncheckedReference: @unchecked Sendable {
        let value: Writing
        init(_ value: Writing) { self.value = value }
    }
}
