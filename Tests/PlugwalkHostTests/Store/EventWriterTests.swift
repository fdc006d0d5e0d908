import PlugwalkHost
import PlugwalkModel
import Testing

struct EventWriterTests {
    let t0: Int64 = 1_795_443_354_000

    @Test func `an event is stored with its session, run and place`() throws {
        let bench = try DatasetBench()
        let commit = try bench.store([
            EventDraft(
                key: "a", session: "s1", entityType: "session", entityID: "s1", status: "queued",
                payload: #"{"session_title":"Fix it"}"#, time: t0)
        ])
        #expect(commit.events.map(\.seq) == [1])
        #expect(
            try bench.rows("SELECT run_id, session_id, agent, status, ts FROM events") == [
                "run_tt_s1|ses_tt_s1|unknown|queued|2026-11-23T14:15:54.000Z"
            ])
        #expect(try bench.rows("SELECT run_id, title, status, native_id FROM runs") == ["run_tt_s1|Fix it|queued|s1"])
    }

    @Test func `a repeat is counted and adds nothing`() throws {
        let bench = try DatasetBench()
        let event = EventDraft(key: "a", session: "s1", entityID: "s1", status: "running", time: t0)
        try bench.store([event, event])
        let again = try bench.store([event])
        #expect(again.events.isEmpty)
        #expect(
            try bench.rows("SELECT name, count FROM counts ORDER BY name") == [
                "accepted|3", "committed|1", "duplicates|2",
            ])
    }

    @Test func `a parent that becomes known late moves the child's run, whichever comes first`() throws {
        let child = EventDraft(key: "c", session: "kid", entityID: "kid", status: "running", time: t0 + 1)
        let link = EventDraft(
            key: "l", session: "kid", parent: "root", entityID: "kid", status: "queued", time: t0)
        let root = EventDraft(key: "r", session: "root", entityID: "root", status: "running", time: t0 - 5)
        let columns = "SELECT session_id, run_id, parent_session_id FROM events ORDER BY event_id"
        let inOrder = try DatasetBench()
        try inOrder.store([root, link, child])
        for order in [[child, root, link], [child, link, root], [link, child, root]] {
            let bench = try DatasetBench()
            for event in order { try bench.store([event]) }
            #expect(try bench.rows(columns) == inOrder.rows(columns))
            #expect(try bench.rows("SELECT * FROM runs") == inOrder.rows("SELECT * FROM runs"))
            #expect(
                try bench.rows("SELECT session_id, run_id, parent_session_id, status, started_at FROM sessions ORDER BY 1")
                    == inOrder.rows("SELECT session_id, run_id, parent_session_id, status, started_at FROM sessions ORDER BY 1"))
        }
    }

    @Test func `a better time moves the stored event`() throws {
        let bench = try DatasetBench()
        try bench.store([EventDraft(key: "a", session: "s", entityID: "s", status: "running")])
        let commit = try bench.store([EventDraft(key: "a", session: "s", entityID: "s", status: "running", time: t0, order: 7)])
        #expect(commit.improved.map(\.eventID).count == 1)
        #expect(try bench.rows("SELECT ts, ts_quality, source_order FROM events") == ["2026-11-23T14:15:54.000Z|exact|7"])
        #expect(try bench.rows("SELECT minute, events FROM rollups") == ["\(t0 / 60_000)|1"])
    }

    @Test func `a checkpoint is stored with its events`() throws {
        let bench = try DatasetBench()
        try bench.store([EventDraft(key: "a", session: "s", entityID: "s")], checkpoint: ("log", "17"))
        #expect(try bench.rows("SELECT instance, stream, CAST(blob AS TEXT) FROM checkpoints") == ["test-1|log|17"])
    }

    @Test func `counts and losses of any size neither stop the store nor the next start`() throws {
        let bench = try DatasetBench()
        for _ in 0..<3 {
            let batch = RawBatch.make([EventDraft(session: "s")], counts: ["x": .max], losses: [.max, .max])
            _ = try bench.writer.commit([bench.intake.take(batch)])
        }
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
        try loop.start()
        #expect((loop.state.accounts["test-1"]?.lost ?? 0) > 0)
        loop.stop()
    }

    @Test func `a child whose id looks like a secret joins nothing`() throws {
        let bench = try DatasetBench()
        let token = "ghp_" + String(repeating: "A1b2", count: 9)
        for session in ["one", "two"] {
            try bench.store([
                EventDraft(
                    key: session, session: session, entityType: "task", entityID: "t", status: "running",
                    payload: #"{"tool":"task","child":"\#(token)"}"#)
            ])
        }
        #expect(try bench.rows("SELECT native_id FROM sessions ORDER BY 1") == ["one", "two"])
    }

    @Test func `a session known by its children alone began with the first of them, whichever came first`() throws {
        let children = (0..<3).map { number in
            EventDraft(
                key: "c\(number)", session: "c\(number)", parent: "root", entityID: "c\(number)", status: "running",
                time: t0 + Int64(number))
        }
        for order in [children, children.reversed()] {
            let bench = try DatasetBench()
            for child in order { try bench.store([child]) }
            #expect(try bench.rows("SELECT started_at FROM sessions WHERE native_id = 'root'") == ["2026-11-23T14:15:54.000Z"])
            #expect(try bench.rows("SELECT started_at FROM runs") == ["2026-11-23T14:15:54.000Z"])
        }
    }

    @Test func `a bad event is set aside and the rest is stored`() throws {
        let bench = try DatasetBench(kinds: ["test.event"])
        try bench.store([
            EventDraft(key: "a", session: "s", entityID: "s"),
            EventDraft(key: "b", session: "s", entityID: "s", payload: "{\"a\":1,}"),
            EventDraft(kind: "other", key: "c", session: "s", entityID: "s"),
            EventDraft(key: "d", session: "s", entityType: "sesion", entityID: "s"),
        ])
        #expect(try bench.rows("SELECT count(*) FROM events") == ["1"])
        let reasons = try bench.rows("SELECT reason FROM quarantine ORDER BY id")
        #expect(reasons.count == 3)
        #expect(reasons[0].hasPrefix("payload is no valid JSON"))
        #expect(reasons[1] == "kind \"other\" is not declared in the manifest's kinds")
        #expect(reasons[2] == "entity_type is \"sesion\", expected one of: run, session, task, tool, permission, message, todo")
    }
}
