import HTTPServer
import PlugwalkModel
import Testing

@testable import PlugwalkHost

/// The bus alone: what a stream is told is read out of its buffer.
@Suite struct EventBusTests {
    private let data: DatasetBench
    private let clock = SharedClock()
    private let bus: EventBus
    private let next = Counter()

    private final class Counter { var value = 0 }

    init() throws {
        data = try DatasetBench()
        bus = try EventBus(continuing: data.database, clock: clock)
    }

    @discardableResult
    private func commit(_ count: Int, session: String = "s1", status: String = "") throws -> Commit {
        let commit = try data.store(
            (0..<count).map { _ in
                next.value += 1
                return EventDraft(
                    key: "k\(next.value)", session: session, entityType: "todo", status: status,
                    time: Story.start + Int64(next.value))
            })
        bus.publish(commit)
        return commit
    }

    private func messages(_ stream: EventStream) -> [StreamMessageText] {
        [StreamMessageText](String(decoding: stream.drain(), as: UTF8.self))
    }

    @Test func `a stream begins with a place to resume from`() throws {
        #expect(messages(bus.open(EventFilter(), from: .now).stream).map(\.id) == ["0"])
        let commit = try commit(2)
        let first = messages(bus.open(EventFilter(), from: .now).stream)
        #expect(first.map(\.event) == ["plugwalk.heartbeat"])
        #expect(first.map(\.id) == [commit.events[1].eventID])
        let again = try EventBus(continuing: data.database, clock: clock)
        #expect(messages(again.open(EventFilter(), from: .now).stream).map(\.id) == [commit.events[1].eventID])
    }

    @Test func `a commit is told to those who want it`() throws {
        let all = bus.open(EventFilter(), from: .now).stream
        var filter = EventFilter()
        filter.sessionIDs = ["ses_tt_s2"]
        let some = bus.open(filter, from: .now).stream
        _ = (all.drain(), some.drain())
        let (one, two) = (try commit(1), try commit(1, session: "s2"))
        let told = messages(all)
        #expect(told.map(\.event) == ["plugwalk.event", "plugwalk.event"])
        #expect(told.map(\.id) == [one.events[0].eventID, two.events[0].eventID])
        #expect(told.map { $0.members["event_id"] as? String } == told.map(\.id))
        #expect(messages(some).map(\.id) == [two.events[0].eventID])
    }

    @Test func `a large commit is told whole and in order`() throws {
        let stream = bus.open(EventFilter(), from: .now).stream
        _ = stream.drain()
        let commit = try commit(EventBus.sliceCount * 2 + 10)
        #expect(messages(stream).compactMap(\.id) == commit.events.map(\.eventID))
    }

    @Test func `an event that became better is told again, and is no place to resume from`() throws {
        let event = EventDraft(key: "a", session: "s1", entityType: "todo", time: Story.start)
        bus.publish(try data.store([event]))
        let stream = bus.open(EventFilter(), from: .now).stream
        _ = stream.drain()
        var better = event
        better.title = "Now with a title"
        bus.publish(try data.store([better]))
        let told = messages(stream)
        #expect(told.map(\.event) == ["plugwalk.event"])
        #expect(told.map(\.id) == [nil])
        #expect(told.first?.members["title"] as? String == "Now with a title")
    }

    @Test func `a move is told to those who look at either run`() throws {
        try commit(1, session: "kid")
        var filters = [EventFilter(), EventFilter(), EventFilter(), EventFilter()]
        filters[1].runIDs = ["run_tt_kid"]
        filters[2].runIDs = ["run_tt_root"]
        filters[3].runIDs = ["run_tt_other"]
        let streams = filters.map { bus.open($0, from: .now).stream }
        for stream in streams { _ = stream.drain() }
        bus.publish(try data.store([Story.session("kid", at: 0, "queued", parent: "root")]))
        let moves = streams.map { messages($0).filter { $0.event == "plugwalk.moved" } }
        #expect(moves.map(\.count) == [1, 1, 1, 0])
        #expect(moves[0].first?.data == #"{"session_id":"ses_tt_kid","from_run":"run_tt_kid","to_run":"run_tt_root"}"#)
        #expect(moves[0].first?.id == nil)
    }

    @Test func `a heartbeat comes every five seconds with the newest place`() throws {
        var filter = EventFilter()
        filter.runIDs = ["run_tt_other"]
        let stream = bus.open(filter, from: .now).stream
        _ = stream.drain()
        let commit = try commit(3)
        bus.tick()
        clock.advance(byMilliseconds: EventBus.heartbeatMs - 1)
        bus.tick()
        #expect(messages(stream).isEmpty)
        clock.advance(byMilliseconds: 1)
        bus.tick()
        bus.tick()
        let told = messages(stream)
        #expect(told.map(\.event) == ["plugwalk.heartbeat"])
        #expect(told.map(\.id) == [commit.events.last?.eventID])
        #expect(told.first?.data == #"{"ts":"\#(clock.now.text)"}"#)
        clock.advance(byMilliseconds: -3_600_000)
        bus.tick()
        #expect(messages(stream).count == 1)
    }

    @Test func `a slow client is told once how much it missed, and after what`() throws {
        let stream = bus.open(EventFilter(), from: .now, maxBytes: 4_000).stream
        _ = stream.drain()
        let commit = try commit(50)
        let buffered = messages(stream)
        let got = buffered.count
        #expect((1..<50).contains(got))
        #expect(buffered.compactMap(\.id) == commit.events.prefix(got).map(\.eventID))
        // Said as soon as there is room, without waiting for a tick.
        let gap = messages(stream)
        #expect(gap.map(\.event) == ["plugwalk.gap"])
        #expect(gap.first?.members["missed"] as? Int == 50 - got)
        #expect(gap.first?.members["after"] as? Int64 == commit.events[got - 1].seq)
        #expect(gap.first?.id == nil)
        let more = try self.commit(1)
        #expect(messages(stream).map(\.id) == [more.events[0].eventID])
    }

    @Test func `a gap that could not be told yet is no place to resume behind`() throws {
        let stream = bus.open(EventFilter(), from: .now, maxBytes: 4_000).stream
        _ = stream.drain()
        try commit(50)
        clock.advance(byMilliseconds: EventBus.heartbeatMs)
        bus.tick()
        #expect(messages(stream).allSatisfy { $0.event == "plugwalk.event" })
        // Room came, but no event: the next heartbeat is preceded by the gap.
        clock.advance(byMilliseconds: EventBus.heartbeatMs)
        bus.tick()
        #expect(messages(stream).map(\.event) == ["plugwalk.gap", "plugwalk.heartbeat"])
    }

    @Test func `a place that is lost is said first`() throws {
        try commit(1)
        let told = messages(bus.open(EventFilter(), from: .lost("evt_X is gone")).stream)
        #expect(told.map(\.event) == ["plugwalk.reset", "plugwalk.heartbeat"])
        #expect(told[0].members["reason"] as? String == "evt_X is gone")
    }

    @Test func `what a replay has told is not told again when it joins`() throws {
        let first = try commit(3)
        let (stream, number) = bus.open(EventFilter(), from: .after(0))
        _ = stream.drain()
        try commit(2)
        #expect(messages(stream).isEmpty)
        #expect(!bus.join(number, at: first.watermark))
        // The writer has committed two more, and the replay has read them, before they are published.
        let ahead = try data.store([
            EventDraft(key: "x", session: "s1", entityType: "todo"), EventDraft(key: "y", session: "s1", entityType: "todo"),
        ])
        #expect(bus.join(number, at: ahead.watermark))
        #expect(messages(stream).map(\.id) == [String(ahead.watermark)])
        bus.publish(ahead)
        #expect(messages(stream).isEmpty)
        let last = try commit(1)
        #expect(messages(stream).map(\.id) == [last.events[0].eventID])
    }

    @Test func `what becomes better during a replay is told after it`() throws {
        let event = EventDraft(key: "a", session: "s1", entityType: "todo", time: Story.start)
        bus.publish(try data.store([event]))
        let (stream, number) = bus.open(EventFilter(), from: .after(0))
        _ = stream.drain()
        var better = event
        better.title = "Better"
        bus.publish(try data.store([better]))
        #expect(messages(stream).isEmpty)
        #expect(bus.join(number, at: 1))
        let told = messages(stream)
        #expect(told.map(\.event) == ["plugwalk.event", "plugwalk.heartbeat"])
        #expect(told.first?.members["title"] as? String == "Better")
    }

    @Test func `a stream that ends is forgotten, and a closed bus ends all`() throws {
        let ended = bus.open(EventFilter(), from: .now).stream
        ended.close()
        try commit(1)
        #expect(bus.subscriberCount == 0)
        let open = bus.open(EventFilter(), from: .now).stream
        #expect(bus.subscriberCount == 1)
        bus.close()
        #expect(open.isClosed)
        #expect(bus.open(EventFilter(), from: .now).stream.isClosed)
        #expect(bus.subscriberCount == 0)
    }
}
