import PlugwalkModel
import SQLite
import TestSupport
import Testing

@testable import PlugwalkHost

@Suite struct EventQueriesTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5]
    private let bench: DatasetBench
    private let database: Database
    private let queries: EventQueries

    init() throws {
        bench = try DatasetBench()
        database = try bench.reader()
        queries = EventQueries(database: database)
    }

    /// Many events on few times and orders, so that ties are the rule.
    private static func event(_ key: Int, _ random: inout SeededGenerator) -> EventDraft {
        EventDraft(
            key: "k\(key)", session: "s1", agent: ["build", "explore", ""].randomElement(using: &random)!,
            entityType: ["todo", "message", "run"].randomElement(using: &random)!,
            status: ["running", "failed", "idle", ""].randomElement(using: &random)!,
            severity: Severity.allCases.randomElement(using: &random)!.rawValue,
            source: ["test", "other"].randomElement(using: &random)!, time: Story.start + .random(in: 0..<6, using: &random),
            order: [nil, 0, 1, .max, .min + 1].randomElement(using: &random)!)
    }

    private func pages(
        _ filter: EventFilter = EventFilter(), _ range: TimeRange = TimeRange(), limit: Int, between: () throws -> Void = {}
    ) throws -> [Event] {
        var listing = EventListing(filter: filter, range: range)
        listing.filter.runIDs = ["run_tt_s1"]
        let walk = try WalkQueries(database: database).begin()
        var all: [Event] = []
        var place: OrderKey?
        // The bound ends the test if pages repeat.
        while all.count < 1_000 {
            let page = try EventPages(database: database).page(listing, walk, after: place, limit: limit)
            all += page.items.map(\.event)
            place = page.next
            if place == nil { return all }
            try between()
        }
        return all
    }

    @Test(arguments: seeds, [1, 7, 200])
    func `pages give every event once in display order, whatever comes in between`(seed: UInt64, limit: Int) throws {
        var random = SeededGenerator(seed: seed)
        let commit = try bench.store((0..<60).map { Self.event($0, &random) })
        let expected = commit.events.sorted { $0.orderKey < $1.orderKey }
        var next = 60
        let found = try pages(limit: limit) {
            try bench.store([Self.event(next, &random)])
            next += 1
        }
        #expect(found.map(\.eventID) == expected.map(\.eventID), "seed \(seed)")
        #expect(found.map(\.sourceOrder) == expected.map(\.sourceOrder), "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `a filter means the same in SQL and on a stream`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try bench.store((0..<80).map { Self.event($0, &random) })
        let all = try pages(limit: 500)
        for _ in 0..<30 {
            var filter = EventFilter()
            if Bool.random(using: &random) { filter.sources = ["other"] }
            if Bool.random(using: &random) { filter.agents = ["build", "explore"] }
            if Bool.random(using: &random) { filter.severities = [.warn, .error] }
            if Bool.random(using: &random) { filter.statuses = [.failed] }
            if Bool.random(using: &random) { filter.types = [.todo, .run] }
            if Bool.random(using: &random) { filter.sessionIDs = ["ses_tt_s1", "ses_tt_s2"] }
            let expected = all.filter(filter.matches)
            #expect(try pages(filter, limit: 9).map(\.eventID) == expected.map(\.eventID), "seed \(seed): \(filter)")
        }
    }

    @Test func `a range takes its first moment and leaves out its last`() throws {
        try bench.store((0..<5).map { EventDraft(key: "k\($0)", session: "s1", time: Story.start + Int64($0)) })
        let range = TimeRange(from: .story(1), to: .story(3))
        #expect(try pages(EventFilter(), range, limit: 10).map(\.time) == [.story(1), .story(2)])
    }

    @Test func `a stretch ends at its limit, at its bytes, or at the end of the store`() throws {
        try bench.store((0..<10).map { EventDraft(key: "k\($0)", session: "s1", payload: #"{"text":"0123456789"}"#) })
        let all = try queries.stretch(after: 0, limit: 100, maxBytes: 10_000)
        #expect(all.events.map(\.seq) == Array(1...10))
        #expect(all.isLast)
        let some = try queries.stretch(after: 3, limit: 4, maxBytes: 10_000)
        #expect(some.events.map(\.seq) == [4, 5, 6, 7])
        #expect(!some.isLast)
        let few = try queries.stretch(after: 0, limit: 100, maxBytes: 30)
        #expect(few.events.map(\.seq) == [1, 2])
        #expect(!few.isLast)
        let none = try queries.stretch(after: 10, limit: 100, maxBytes: 30)
        #expect(none.events.isEmpty && none.isLast)
    }
}
