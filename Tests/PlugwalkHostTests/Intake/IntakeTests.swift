import AdapterABI
import PlugwalkHost
import PlugwalkModel
import Redaction
import Testing

struct IntakeTests {
    private func intake(_ clock: FixedClock = FixedClock(), instance: String = "test-1", timeShift: Int64 = 0) -> Intake {
        Intake(
            profile: .test(instance: instance), installationKey: Array(repeating: 7, count: 32), redactor: Redactor(), clock: clock,
            timeShift: timeShift)
    }

    private func take(_ draft: EventDraft, instance: String = "test-1") throws -> RedactedEvent {
        try #require(intake(instance: instance).take(.make([draft])).events.first)
    }

    @Test(arguments: [
        (EventDraft(kind: "", session: "s"), "kind is empty, it is required"),
        (EventDraft(session: "s", entityType: ""), "entity_type is empty, it is required"),
        (
            EventDraft(session: "s", status: "done"),
            "status is \"done\", expected one of: queued, running, idle, retry, success, failed, blocked, cancelled"
        ),
        (EventDraft(session: "s", severity: "fatal"), "severity is \"fatal\", expected one of: debug, info, warn, error"),
        (EventDraft(session: String(repeating: "x", count: 1025)), "session has 1025 bytes, at most 1024 are allowed"),
        (EventDraft(session: "s", payload: "[1]"), "payload is no JSON object"),
        (EventDraft(session: "s", tags: "[1]"), "tags is no JSON array of strings"),
        (EventDraft(run: "r"), "run is given without a session: name the session of the run that the event belongs to"),
        (EventDraft(session: "s", source: "A B"), "source is \"A B\", expected 1 to 40 of a-z, 0-9, '.', '_', '-'"),
    ])
    func `a bad event is refused with its reason`(draft: EventDraft, reason: String) {
        let batch = intake().take(.make([draft, EventDraft(key: "good", session: "s")]))
        #expect(batch.quarantined.map(\.reason) == [reason])
        #expect(batch.events.count == 1)
        #expect(batch.accepted == 2)
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, "{\"a\":\"\u{1}\"}", #"{"a":01}"#, #"{"a":1}{}"#,
        String(repeating: "{\"a\":", count: 80) + "1" + String(repeating: "}", count: 80),
    ])
    func `a payload that is no strict JSON is refused`(payload: String) {
        let batch = intake().take(.make([EventDraft(session: "s", payload: payload)]))
        #expect(batch.events.isEmpty)
        #expect(batch.quarantined.first?.reason.hasPrefix("payload is no valid JSON: ") == true)
    }

    @Test func `a fact has one id: by its key and namespace, and by its time only when that is exact`() throws {
        let event = EventDraft(key: "k", session: "s", time: 1_795_443_354_000)
        let plain = try take(event).eventID
        #expect(plain.hasPrefix("evt_0000000000") && plain.count == 30)
        var later = event
        later.time = 1_795_443_999_000
        #expect(try take(later).eventID == plain)
        #expect(try take(event, instance: "other").eventID != plain)
        var global = event
        global.flags = UInt32(PW_EVENT_GLOBAL_KEY)
        #expect(try take(global, instance: "a").eventID == take(global, instance: "b").eventID)
        var exact = event
        exact.flags = UInt32(PW_EVENT_EXACT)
        let exactID = try take(exact).eventID
        #expect(exactID != plain && exactID.suffix(16) == plain.suffix(16))
    }

    @Test func `an exact fact keeps its id when a clock is wrong`() throws {
        let event = EventDraft(key: "k", session: "s", time: FixedClock().now.milliseconds + 60_000, flags: UInt32(PW_EVENT_EXACT))
        let ahead = try take(event)
        #expect(ahead.timeQuality == .arrival)
        let clock = FixedClock("2026-11-24T13:00:00.000Z")
        let later = try #require(intake(clock).take(.make([event])).events.first)
        #expect(later.timeQuality == .exact)
        #expect(later.eventID == ahead.eventID)
    }

    @Test func `a stream whose name holds a secret has no checkpoint`() {
        let token = "ghp_" + String(repeating: "A1b2", count: 9)
        #expect(intake().take(.make([], checkpoint: ("\(token).log", "1"))).checkpoints.isEmpty)
    }

    @Test func `an event without a key has one by its place, which a second reading repeats`() throws {
        let drafts = [EventDraft(session: "s"), EventDraft(session: "s")]
        let first = intake().take(.make(drafts, sequence: 1, checkpoint: ("log", "17"))).events.map(\.eventID)
        let again = intake().take(.make(drafts, sequence: 9, checkpoint: ("log", "17"))).events.map(\.eventID)
        let next = intake().take(.make(drafts, sequence: 2, checkpoint: ("log", "34"))).events.map(\.eventID)
        #expect(first == again)
        #expect(Set(first + next).count == 4)
    }

    @Test(
        arguments: [
            (nil, "arrival", "2026-11-24T12:00:00.000Z", nil),
            (Timestamp(text: "2026-11-24T12:00:05.000Z"), "exact", "2026-11-24T12:00:05.000Z", nil),
            (Timestamp(text: "2026-11-24T12:00:05.001Z"), "arrival", "2026-11-24T12:00:00.000Z", "2026-11-24T12:00:05.001Z"),
            (Timestamp(milliseconds: -1), "arrival", "2026-11-24T12:00:00.000Z", "-1000000 ns"),
        ] as [(Timestamp?, String, String, String?)])
    func `a time that cannot be is replaced by the arrival and kept beside it`(
        time: Timestamp?, quality: String, ts: String, said: String?
    ) throws {
        let event = try take(EventDraft(key: "k", session: "s", time: time?.milliseconds))
        #expect(event.timeQuality.rawValue == quality)
        #expect(event.time.text == ts)
        #expect(event.sourceTime == said)
    }

    @Test func `a shift moves times and leaves ids`() throws {
        var draft = EventDraft(key: "k", session: "s", time: 1_795_443_354_000)
        draft.flags = UInt32(PW_EVENT_EXACT)
        let shifted = try #require(intake(timeShift: 60_000).take(.make([draft])).events.first)
        #expect(try shifted.eventID == take(draft).eventID)
        #expect(shifted.time.milliseconds == 1_795_443_414_000)
    }

    @Test func `ids are made URL-safe, and one that holds a token is replaced everywhere alike`() throws {
        let event = try take(EventDraft(key: "k", session: "a b/ü", parent: "plain-1.x_Y"))
        #expect(event.session?.id.wholeMatch(of: /ses_tt_h[0-9A-Z]{26}/) != nil)
        #expect(event.session?.nativeID == "a b/ü")
        #expect(event.parentSession?.id == "ses_tt_plain-1.x_Y")
        let token = "ghp_" + String(repeating: "A1b2", count: 9)
        let one = try take(EventDraft(key: "k", session: token, entityType: "tool", entityID: token))
        #expect(one.entityID?.hasPrefix("red_") == true)
        #expect(one.session?.nativeID == one.entityID)
    }

    @Test func `texts are redacted whole and then cut`() throws {
        let token = "ghp_" + String(repeating: "A1b2", count: 9)
        let title = String(repeating: "x", count: 140) + " " + token + " and more"
        let event = try take(
            EventDraft(
                key: "k", session: "s", title: title, summary: "first\nsecond \(token)", payload: "{\"out\":\"key \(token)\"}",
                tags: "[\"\(token)\"]"))
        let all = [event.title ?? "", event.summary ?? "", event.payload, event.tags.joined()].joined()
        #expect(!all.contains("ghp_A1"))
        #expect(event.title?.count == 160)
        #expect(event.summary?.hasPrefix("first second [redacted:") == true)
    }

    @Test func `a large payload keeps the head and tail of its strings and says what was cut`() throws {
        let long = "BEGIN" + String(repeating: "é", count: 400_000) + "END"
        let event = try take(EventDraft(key: "k", session: "s", payload: #"{"tool":"bash","output":"\#(long)"}"#))
        #expect(event.payload.utf8.count <= 256 << 10)
        #expect(event.payload.contains("BEGIN") && event.payload.contains("END") && event.payload.contains("bytes cut]"))
        #expect(event.facts.tool == "bash")
        let many = (0..<60_000).map { "\"\($0)\"" }.joined(separator: ",")
        let wide = try take(EventDraft(key: "k", session: "s", payload: #"{"tool":"bash","list":[\#(many)]}"#))
        #expect(wide.payload.utf8.count <= 256 << 10)
        #expect(wide.facts.tool == "bash")
        #expect(wide.payload.contains("\"cut\":{\"bytes\":"))
    }

    @Test func `counts, losses and checkpoints pass with their batch`() {
        let batch = intake().take(.make([], checkpoint: ("log", "blob"), counts: ["records": 7]))
        #expect(batch.counts.map { "\($0.name) \($0.count)" } == ["records 7"])
        #expect(batch.checkpoints.map(\.stream) == ["log"])
        #expect(batch.checkpoints.first?.blob == Array("blob".utf8))
        #expect(batch.accepted == 0)
    }
}
