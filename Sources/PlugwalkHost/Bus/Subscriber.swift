internal import HTTPServer
internal import PlugwalkModel

/// One event stream on the bus: what it wants, how far it is, and what it missed. Used under the lock of the bus.
///
/// **Overflow rule:** the stream's buffer is bounded. What does not fit is not told but counted, and as soon as there is room
/// again the client gets `plugwalk.gap` with the count, before anything else.
struct Subscriber: Sendable {
    private enum Phase: Sendable {
        /// A `Replay` tells it what is stored; what else happens meanwhile waits here.
        case replaying(held: [SharedBytes])
        case live
    }

    /// A replay that waits for room in the stream.
    struct Pause: Sendable {
        /// The message that found no room; nil when it was a thread that was missing.
        let unsent: SharedBytes?
        let resume: @Sendable () -> Void
    }

    /// How many messages wait for the end of a replay at most; more are counted as missed.
    static let heldCapacity = 256
    let stream: EventStream
    private let filter: EventFilter
    private var phase: Phase
    private var pause: Pause?
    /// Every event up to this number was told, counted as missed, or is not wanted.
    private var cursor: Int64
    private var missed = 0
    private var missedAfter: Int64 = 0
    /// The peer is gone: nothing can be told any more.
    private(set) var isGone = false

    /// A subscriber of what comes after `cursor`, live or once its replay has caught up.
    init(_ stream: EventStream, _ filter: EventFilter, cursor: Int64, isLive: Bool) {
        self.stream = stream
        self.filter = filter
        self.cursor = cursor
        phase = isLive ? .live : .replaying(held: [])
    }

    mutating func tell(_ announcement: Announcement) {
        switch phase {
        case .live:
            if let seq = announcement.newSeq, seq <= cursor { return }
            if announcement.concerns(filter) { tell(announcement.message) }
            cursor = announcement.newSeq ?? cursor
        case .replaying(let held):
            // The replay finds new events in the store.
            guard announcement.newSeq == nil, announcement.concerns(filter) else { return }
            guard held.count < Self.heldCapacity else { return miss() }
            phase = .replaying(held: held + [announcement.message])
        }
    }

    mutating func tell(_ message: SharedBytes) {
        guard tellGap() else { return miss() }
        switch stream.send(message) {
        case .sent: break
        case .full: miss()
        case .closed: isGone = true
        }
    }

    /// Goes live: the replay has told everything up to `position`.
    mutating func join(at position: Int64) {
        guard case .replaying(let held) = phase else { return }
        phase = .live
        cursor = position
        if missed > 0 { missedAfter = position }
        for message in held { tell(message) }
    }

    /// - Parameter place: The place after the newest event. It is no place to resume from for one that has not been told, or
    ///   told to have missed, what lies before it.
    mutating func tellHeartbeat(at now: Timestamp, place: String) {
        var isPlace = false
        if case .live = phase { isPlace = tellGap() }
        // What does not fit is not missed: the buffer holds signs of life enough.
        if case .closed = stream.send(StreamMessage.heartbeat(at: now, id: isPlace ? place : nil)) { isGone = true }
    }

    mutating func wait(_ pause: Pause) { self.pause = pause }

    /// Looks whether there is room again: tells a gap, and returns what resumes a replay that can go on.
    mutating func retry() -> (@Sendable () -> Void)? {
        if case .live = phase { _ = tellGap() }
        guard let pause else { return nil }
        switch pause.unsent.map(stream.send) ?? .sent {
        case .full: return nil
        case .closed: isGone = true
        case .sent: break
        }
        self.pause = nil
        return isGone ? nil : pause.resume
    }

    private mutating func miss() {
        if missed == 0 { missedAfter = cursor }
        missed += 1
    }

    /// False while there is a gap that could not be told.
    private mutating func tellGap() -> Bool {
        guard missed > 0 else { return true }
        if case .replaying = phase { return true }
        switch stream.send(StreamMessage.gap(missed: missed, after: missedAfter)) {
        case .sent: missed = 0
        case .full: return false
        case .closed: isGone = true
        }
        return true
    }
}
