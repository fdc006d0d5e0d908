import AdapterABI
import Foundation
import PlugwalkModel
import SQLite
import TestSupport
import Testing

@testable import PlugwalkHost

/// Lists, counts and histograms say the same as a count of everything, one by one.
@Suite struct EventListTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]
    private let bench: DatasetBench
    private let database: Database

    init() throws {
        bench = try DatasetBench()
        database = try bench.reader()
    }

    private static let sessions = ["s1", "s2", "s3", "s4"]

    /// Events over three hours on few distinct times, so that ties are the rule; calls have several events each.
    private static func event(_ key: Int, _ random: inout SeededGenerator) -> EventDraft {
        let type = ["tool", "tool", "task", "message", "todo", "session", "permission"].randomElement(using: &random)!
        let session = sessions.randomElement(using: &random)!
        return EventDraft(
            key: "k\(key)", session: session, agent: ["build", "explore", ""].randomElement(using: &random)!, entityType: type,
            entityID: "\(type)\(Int.random(in: 0..<15, using: &random))",
            status: ["running", "running", "failed", "success", "idle", ""].randomElement(using: &random)!,
            severity: Severity.allCases.randomElement(using: &random)!.rawValue,
            title: ["", "Npm test", "read file"].randomElement(using: &random)!,
            summary: ["", "exit ÄRGER", "ok npm"].randomElement(using: &random)!,
            source: ["test", "other"].randomElement(using: &random)!,
            time: Story.start + .random(in: 0..<180, using: &random) * 61_003,
            order: [nil, 0, 1, .max, .min + 1].randomElement(using: &random)!,
            flags: UInt32([0, PW_EVENT_STAMPED, PW_EVENT_ESTIMATED].randomElement(using: &random)!))
    }

    /// Stores events in several transactions, of which many repeat what is known with a better time.
    private func fill(_ random: inout SeededGenerator) throws {
        var drafts: [EventDraft] = []
        for _ in 0..<8 {
            var batch = (0..<30).map { Self.event(drafts.count + $0, &random) }
            for var draft in drafts.shuffled(using: &random).prefix(6) {
                draft.flags = 0
                draft.time = draft.time! + .random(in: -2...2, using: &random) * 61_003
                batch.append(draft)
            }
            drafts += batch.prefix(30)
            try bench.store(batch)
        }
    }

    private static func filter(_ random: inout SeededGenerator) -> EventFilter {
        var filter = EventFilter()
        if Bool.random(using: &random) {
            filter.sources = [["other"], ["none"], ["test", "other"]].randomElement(using: &random)!
        }
        if Bool.random(using: &random) { filter.agents = ["build", "explore"] }
        if Bool.random(using: &random) { filter.severities = [.warn, .error] }
        if Bool.random(using: &random) { filter.statuses = [[.failed], [.running, .cancelled]].randomElement(using: &random)! }
        if Bool.random(using: &random) { filter.types = [[.tool], [.todo, .task], [.run]].randomElement(using: &random)! }
        if Int.random(in: 0..<3, using: &random) == 0 { filter.sessionIDs = ["ses_tt_s1", "ses_tt_s2"] }
        if Int.random(in: 0..<3, using: &random) == 0 { filter.runIDs = ["run_tt_s2", "run_tt_s3"] }
        return filter
    }

    private static func range(_ random: inout SeededGenerator) -> TimeRange {
        let times = [0, 1].map { _ in Timestamp.story(.random(in: -100_000..<12_000_000, using: &random)) }.sorted()
        return TimeRange(from: Bool.random(using: &random) ? times[0] : nil, to: Bool.random(using: &random) ? times[1] : nil)
    }

    private func all() throws -> [Event] {
        try database.prepare("SELECT \(EventColumns.list) FROM events").mapRows { Event(row: $0) }
            .sorted { $0.orderKey < $1.orderKey }
    }

    private func walk(_ listing: EventListing, limit: Int) throws -> [EventItem] {
        let walk = try WalkQueries(database: database).begin()
        var items: [EventItem] = []
        var place: OrderKey?
        repeat {
            let page = try EventPages(database: database).page(listing, walk, after: place, limit: limit)
            #expect(page.items.count <= limit)
            items += page.items
            place = page.next
        } while place != nil && items.count < 1_000
        return items
    }

    @Test(arguments: seeds)
    func `a filter means the same in a list and on a stream, in both orders`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let all = try all()
        for _ in 0..<40 {
            var listing = EventListing(filter: Self.filter(&random), range: Self.range(&random))
            let expected = all.filter { listing.filter.matches($0) && listing.range.contains($0.time) }.map(\.eventID)
            #expect(try walk(listing, limit: 7).map(\.event.eventID) == expected, "seed \(seed): \(listing)")
            listing.order = .newest
            #expect(try walk(listing, limit: 9).map(\.event.eventID) == expected.reversed(), "seed \(seed): \(listing)")
        }
    }

    /// What a list with folded calls should hold, told from the events alone but for what the spans know of a call.
    private func folded() throws -> [Event] {
        let spans = try bench.rows(
            "SELECT session_id, kind, entity_id, status, coalesce(title, '-'), events FROM spans WHERE kind IN ('call', 'task')")
        let all = try all()
        let alone = Set(try bench.rows("SELECT event_id FROM events WHERE is_call = 0"))
        var items = all.filter { alone.contains($0.eventID) }
        for span in spans.map({ $0.split(separator: "|").map(String.init) }) {
            let parts = all.filter {
                $0.sessionID == span[0] && $0.entityType == (span[1] == "task" ? .task : .tool) && $0.entityID == span[2]
                    && !alone.contains($0.eventID)
            }
            #expect(parts.count == Int(span[5]))
            var item = try #require(parts.first)
            let newest = try #require(parts.last)
            item.status = Status(rawValue: span[3])
            item.severity = newest.severity
            item.title = span[4] == "-" ? item.title : span[4]
            item.summary = newest.summary ?? item.summary
            items.append(item)
        }
        return items.sorted { $0.orderKey < $1.orderKey }
    }

    @Test(arguments: seeds)
    func `calls are folded into the place of their first event, and filtered by what is known last`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let all = try folded()
        // There are 240 events, and calls of several among them.
        #expect(all.count < 225)
        for _ in 0..<40 {
            var listing = EventListing(filter: Self.filter(&random), range: Self.range(&random), calls: .folded)
            let expected = all.filter { listing.filter.matches($0) && listing.range.contains($0.time) }
            #expect(try walk(listing, limit: 7).map(\.event) == expected, "seed \(seed): \(listing)")
            listing.order = .newest
            #expect(try walk(listing, limit: 5).map(\.event) == expected.reversed(), "seed \(seed): \(listing)")
        }
    }

    @Test(arguments: seeds, ["npm", "ÄRGER", "ärger", "NPM ok", "nowhere"])
    func `a search finds all words in title or summary, in any case`(seed: UInt64, text: String) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let words = text.lowercased().split(separator: " ")
        let isFound = { (event: Event) in
            words.allSatisfy { "\(event.title ?? "")\n\(event.summary ?? "")".lowercased().contains($0) }
        }
        for calls in EventListing.Calls.allCases {
            let listing = EventListing(words: SearchWords(text), order: .newest, calls: calls)
            let expected = try (calls == .raw ? all() : folded()).filter(isFound).reversed().map(\.eventID)
            #expect(try walk(listing, limit: 11).map(\.event.eventID) == expected, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `facets count what each value would show under the other filters`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let all = try all()
        for _ in 0..<40 {
            let (filter, range) = (Self.filter(&random), Self.range(&random))
            let facets = Facets(try FacetQueries(database: database).counts(filter, in: range), filter)
            let inRange = all.filter { range.contains($0.time) }
            #expect(facets.events == Int64(inRange.count(where: filter.matches)), "seed \(seed)")
            var others = filter
            others.statuses = []
            let statuses = Dictionary(grouping: inRange.filter(others.matches).compactMap(\.status?.rawValue)) { $0 }
            #expect(
                Dictionary(uniqueKeysWithValues: facets.statuses.map { ($0.value, Int($0.events)) }) == statuses.mapValues(\.count),
                "seed \(seed): \(filter) \(range)")
            others = filter
            others.agents = []
            let agents = Dictionary(grouping: inRange.filter(others.matches).map(\.agent)) { $0 }
            #expect(Dictionary(uniqueKeysWithValues: facets.agents.map { ($0.value, Int($0.events)) }) == agents.mapValues(\.count))
        }
    }

    @Test(arguments: seeds)
    func `a histogram counts every event of its span once`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let all = try all()
        for _ in 0..<40 {
            let (filter, range) = (Self.filter(&random), Self.range(&random))
            let most = [1, 2, 7, 60, 1_000].randomElement(using: &random)!
            let histogram = try HistogramQueries(database: database).histogram(filter, in: range, buckets: most)
            #expect(histogram.buckets.count <= most && histogram.origin <= histogram.from)
            let wanted = all.filter { range.contains($0.time) && filter.matches($0) }
            #expect(histogram.buckets.reduce(0) { $0 + $1.events } == Int64(wanted.count), "seed \(seed): \(filter) \(range)")
            for (index, bucket) in histogram.buckets.enumerated() {
                let (start, end) = (histogram.start(of: index), histogram.start(of: index + 1))
                let inside = wanted.filter { $0.time >= start && $0.time < end }
                #expect(bucket.events == Int64(inside.count))
                #expect(bucket.error == Int64(inside.count { $0.severity == .error }))
            }
        }
    }

    @Test(arguments: seeds)
    func `what is counted per minute, hour and session is what is stored`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try fill(&random)
        let values = "source, severity, coalesce(status, ''), entity_type, agent"
        let stored = try bench.rows(
            "SELECT substr(ts, 1, 16), \(values), is_call, count(*) FROM events GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7"
        )
        let minutes = try bench.rows(
            "SELECT strftime('%Y-%m-%dT%H:%M', minute * 60, 'unixepoch'), \(values), is_call, events FROM rollups ORDER BY 1, 2, 3, 4, 5, 6, 7"
        )
        #expect(minutes == stored)
        let hours = try bench.rows("SELECT hour, \(values), is_call, events FROM hour_rollups ORDER BY 1, 2, 3, 4, 5, 6, 7")
        #expect(
            hours
                == (try bench.rows(
                    "SELECT minute / 60, \(values), is_call, sum(events) FROM rollups GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7"
                )))
        let sessions = try bench.rows("SELECT session_id, \(values), events FROM tallies ORDER BY 1, 2, 3, 4, 5, 6")
        #expect(
            sessions
                == (try bench.rows(
                    "SELECT session_id, \(values), count(*) FROM events GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6")))
    }
}
