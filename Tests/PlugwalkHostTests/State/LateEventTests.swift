import PlugwalkHost
import TestSupport
import Testing

/// Events that come a little late, in a session that is longer than what can be undone.
@Suite struct LateEventTests {
    /// Sixty turns of nine events, each with a call that is asked for, and now and then a retry or an abort.
    private static let session: [EventDraft] = (0..<60).flatMap { turn -> [EventDraft] in
        let start = Int64(turn) * 1_000
        let (prompt, answer, call, wait) = ("m\(turn)", "a\(turn)", "c\(turn)", "p\(turn)")
        return [
            Story.prompt(prompt, in: "long", at: start),
            Story.session("long", at: start + 10, "running"),
            Story.answer(answer, to: prompt, in: "long", at: start + 20, agent: turn % 7 == 0 ? "plan" : "build"),
            Story.call(call, of: answer, in: "long", at: start + 30, "running", #"{"tool":"bash"}"#),
            Story.wait(wait, for: call, of: answer, in: "long", at: start + 40, "blocked"),
            Story.wait(wait, for: call, of: answer, in: "long", at: start + 50, turn % 5 == 0 ? "cancelled" : "running"),
            Story.call(call, of: answer, in: "long", at: start + 60, turn % 3 == 0 ? "failed" : "success", #"{"tool":"bash"}"#),
            turn % 4 == 0
                ? Story.session("long", at: start + 70, "retry") : Story.part(of: answer, in: "long", at: start + 70, "progress"),
            Story.session("long", at: start + 80, turn % 9 == 0 ? "failed" : "idle"),
        ]
    }

    private static let tables =
        StoryTests.tables + [
            """
            SELECT kind, entity_id, title, duration_ms, call_id, child_native_id, source, agent, severity, start_order, events
            FROM spans ORDER BY kind, entity_id
            """,
            "SELECT event_id, ts, is_call FROM events ORDER BY event_id",
            "SELECT * FROM tallies ORDER BY 1, 2, 3, 4, 5, 6",
        ]

    private static func end(of bench: DatasetBench) throws -> [[String]] { try tables.map { try bench.rows($0) } }

    /// Each event up to `distance` places from where it belongs.
    private static func shuffled(_ events: [EventDraft], distance: Int, _ random: inout SeededGenerator) -> [EventDraft] {
        events.enumerated().map { (key: $0.offset + Int.random(in: 0...distance, using: &random), event: $0.element) }
            .sorted { $0.key < $1.key }.map(\.event)
    }

    @Test(arguments: [1, 3, 12, 60, 200], [SeededGenerator.seed(), SeededGenerator.seed()])
    func `late events end in the state that events in order end in`(distance: Int, seed: UInt64) throws {
        let told = try DatasetBench()
        try told.store(Self.session)
        var random = SeededGenerator(seed: seed)
        let bench = try DatasetBench()
        var rest = Self.shuffled(Self.session, distance: distance, &random)[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...9, using: &random))
            try bench.store(Array(rest.prefix(count)))
            rest.removeFirst(count)
        }
        let (expected, found) = (try Self.end(of: told), try Self.end(of: bench))
        for (table, rows) in zip(expected, found) { #expect(table == rows, "seed \(seed), distance \(distance)") }
    }

    @Test func `the beginning of a call that comes late moves the call to where it began`() throws {
        let bench = try DatasetBench()
        try bench.store(Self.session.prefix(20).enumerated().filter { $0.offset != 3 }.map(\.element))
        let span = "SELECT status, started_at, events FROM spans WHERE entity_id = 'c0'"
        #expect(try bench.rows(span) == ["cancelled|2026-11-23T14:15:54.060Z|1"])
        try bench.store([Self.session[3]])
        #expect(try bench.rows(span) == ["cancelled|2026-11-23T14:15:54.030Z|2"])
    }
}
