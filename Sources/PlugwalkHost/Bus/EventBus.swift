internal import HTTPServer
internal import PlugwalkModel
package import SQLite
internal import Synchronization

/// The live feed of one dataset: tells every event stream what was committed.
///
/// In: each commit, from the writer's thread, after its transaction. Out: messages in the buffers of the streams. It never
/// waits for a client; see `Subscriber` for what happens to a slow one. A client that was away gets what it missed from the
/// store (`Replay`) and joins here without a gap: under one lock it is decided whether the replay has reached the last event
/// that was published.
package final class EventBus: Sendable {
    /// How much is encoded and told in one go; between two goes others get the lock.
    static let sliceCount = 256
    /// Milliseconds between two heartbeats.
    package static let heartbeatMs: Int64 = 5_000

    /// The newest event that was published.
    struct Head: Sendable, Equatable {
        var seq: Int64
        var eventID: String?

        /// The place after it, for a client to resume from.
        var place: String { eventID ?? String(seq) }
    }

    fileprivate struct State {
        var head: Head
        var subscribers: [Int: Subscriber] = [:]
        var lastNumber = 0
        var lastHeartbeat: Timestamp
        var isClosed = false
    }

    private let clock: any TimeSource
    private let state: Mutex<State>

    /// A bus whose next commit begins after event number `seq`.
    package init(seq: Int64, eventID: String?, clock: any TimeSource) {
        self.clock = clock
        state = Mutex(State(head: Head(seq: seq, eventID: eventID), lastHeartbeat: clock.now))
    }

    /// A bus that continues what the database holds. To be made before the writer's first commit.
    package convenience init(continuing database: Database, clock: any TimeSource) throws {
        let newest = try EventQueries(database: database).newest()
        self.init(seq: newest?.seq ?? 0, eventID: newest?.eventID, clock: clock)
    }

    /// How many streams are open.
    package var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    var head: Head { state.withLock { $0.head } }

    /// Tells what was committed. Called by the writer after each commit; never blocks on a client.
    package func publish(_ commit: Commit) {
        let subjects = state.withLock { state in
            // With nobody to hear it nothing is encoded. Who comes after this finds it in the store.
            if state.subscribers.isEmpty { state.head.advance(over: commit) }
            return state.subscribers.isEmpty ? [] : Announcement.subjects(of: commit)
        }
        for start in stride(from: 0, to: subjects.count, by: Self.sliceCount) {
            let slice = subjects[start..<min(start + Self.sliceCount, subjects.count)].map(Announcement.init)
            withSubscribers { subscribers, head in
                for number in subscribers.keys {
                    for announcement in slice { subscribers[number]?.tell(announcement) }
                }
                for announcement in slice { head.advance(over: announcement) }
            }
        }
        if !subjects.isEmpty { withSubscribers { $1.advance(over: commit) } }
    }

    /// Sends the heartbeats that are due, and resumes replays that found no thread.
    ///
    /// To be called about four times a second, on one thread; it neither blocks nor reads the store.
    package func tick() {
        let now = clock.now
        var resumptions: [@Sendable () -> Void] = []
        let isDue = state.withLock { $0.isHeartbeatDue(now) }
        withSubscribers { subscribers, head in
            for number in subscribers.keys {
                if let resume = subscribers[number]?.retry() { resumptions.append(resume) }
                if isDue { subscribers[number]?.tellHeartbeat(at: now, place: head.place) }
            }
        }
        for resume in resumptions { resume() }
    }

    /// Ends every stream: the dataset is closed. Later streams end at once.
    package func close() {
        let subscribers = state.withLock { state in
            state.isClosed = true
            defer { state.subscribers = [:] }
            return state.subscribers
        }
        for subscriber in subscribers.values { subscriber.stream.close() }
    }

    /// Changes subscribers under the lock, and lets go of those whose peer is gone after it: the end of a stream calls back.
    private func withSubscribers(_ body: (inout [Int: Subscriber], inout Head) -> Void) {
        let gone = state.withLock { state in
            body(&state.subscribers, &state.head)
            let gone = state.subscribers.filter { $0.value.isGone }
            for number in gone.keys { state.subscribers[number] = nil }
            return gone
        }
        _ = consume gone
    }
}

extension EventBus {
    /// Where a stream begins.
    enum Start: Sendable {
        /// With what is committed from now on.
        case now
        /// After the event of that number.
        case after(Int64)
        /// With what is committed from now on, told that the place that was asked for is gone.
        case lost(String)
    }

    /// Opens a stream. One that starts in the past is told nothing new until its replay calls `join`.
    func open(_ filter: EventFilter, from start: Start, maxBytes: Int = 1 << 20) -> (stream: EventStream, number: Int) {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let stream = EventStream(maxBytes: maxBytes) { [weak self] in
            self?.remove(number)
        } onRoom: { [weak self] in
            self?.resume(number)
        }
        _ = stream.send(StreamMessage.opening)
        if case .lost(let reason) = start { _ = stream.send(StreamMessage.reset(reason)) }
        let now = clock.now
        let isOpen = state.withLock { state in
            if state.isClosed { return false }
            state.subscribe(stream, number, filter, start, now)
            return true
        }
        if !isOpen { stream.close() }
        return (stream, number)
    }

    /// Takes a replay's stream into the live feed if nothing was published after `position`; false if something was.
    func join(_ number: Int, at position: Int64) -> Bool {
        let now = clock.now
        return state.withLock { state in
            guard state.head.seq <= position else { return false }
            let place = state.place(after: position)
            state.subscribers[number]?.join(at: position)
            // So that the client has a place to resume from even if nothing it wants ever comes.
            state.subscribers[number]?.tellHeartbeat(at: now, place: place)
            return true
        }
    }

    /// Has the replay of a stream resumed as soon as there is room for its unsent message, or by a tick when it found no thread.
    func wait(_ number: Int, _ pause: Subscriber.Pause) {
        state.withLock { $0.subscribers[number]?.wait(pause) }
        // The stream may have got its room before it was known who waits for it.
        if pause.unsent != nil { resume(number) }
    }

    /// The stream has room again: tells a gap, resumes a replay. On the HTTP thread too, so it only starts what is to be done.
    private func resume(_ number: Int) {
        let resume = state.withLock { $0.subscribers[number]?.retry() }
        resume?()
    }

    private func remove(_ number: Int) {
        let removed = state.withLock { $0.subscribers.removeValue(forKey: number) }
        _ = consume removed
    }
}

extension EventBus.State {
    mutating func isHeartbeatDue(_ now: Timestamp) -> Bool {
        let elapsed = now.milliseconds - lastHeartbeat.milliseconds
        // A clock that was set back makes one at once.
        guard elapsed >= EventBus.heartbeatMs || elapsed < 0 else { return false }
        lastHeartbeat = now
        return true
    }

    mutating func subscribe(
        _ stream: EventStream, _ number: Int, _ filter: EventFilter, _ start: EventBus.Start, _ now: Timestamp
    ) {
        if case .after(let seq) = start {
            subscribers[number] = Subscriber(stream, filter, cursor: seq, isLive: false)
        } else {
            var subscriber = Subscriber(stream, filter, cursor: head.seq, isLive: true)
            subscriber.tellHeartbeat(at: now, place: head.place)
            subscribers[number] = subscriber
        }
    }

    /// A replay may be ahead of what was published: then the number is the place.
    func place(after position: Int64) -> String { head.seq == position ? head.place : String(position) }
}

extension EventBus.Head {
    mutating func advance(over announcement: Announcement) {
        if case .new(let event) = announcement.subject, event.seq > seq { (seq, eventID) = (event.seq, event.eventID) }
    }

    mutating func advance(over commit: Commit) {
        if let last = commit.events.last, last.seq > seq { (seq, eventID) = (last.seq, last.eventID) }
    }
}
