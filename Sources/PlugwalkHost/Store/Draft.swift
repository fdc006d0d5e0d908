internal import PlugwalkModel

/// What a transaction is about to store.
struct Draft {
    var pending: [PendingEvent] = []
    var indexByID: [String: Int] = [:]
    /// Stored events that a repeat improved, by number.
    var improved: Set<Int64> = []
    /// Sessions whose fold no longer fits what is stored.
    var stale: Set<String> = []
    var links: [Link] = []
    var bookings: [Booking] = []
    let firstSeq: Int64
    private(set) var nextSeq: Int64

    init(firstSeq: Int64) {
        self.firstSeq = firstSeq
        nextSeq = firstSeq
    }

    mutating func append(_ event: RedactedEvent, node: String?) {
        indexByID[event.eventID] = pending.count
        pending.append(PendingEvent(seq: nextSeq, event: event, sessionID: node))
        nextSeq += 1
    }

    /// The new events of each session, by their index.
    func indicesBySession() -> [String: [Int]] {
        var groups: [String: [Int]] = [:]
        for (index, event) in pending.enumerated() {
            if let session = event.sessionID { groups[session, default: []].append(index) }
        }
        return groups
    }
}

/// A new event on its way into the store.
struct PendingEvent {
    let seq: Int64
    var event: RedactedEvent
    let sessionID: String?
    var placement: Placement?
    private var filled = Filled()

    private struct Filled {
        var entityID, title, summary, unit, agent: String?
    }

    init(seq: Int64, event: RedactedEvent, sessionID: String?) {
        self.seq = seq
        self.event = event
        self.sessionID = sessionID
    }

    var unit: String? { event.unit ?? filled.unit }
    var agent: String? { event.agent ?? filled.agent }
    var entityID: String? { event.entityID ?? filled.entityID }
    var title: String? { event.title ?? filled.title }
    var summary: String? { event.summary ?? filled.summary }

    mutating func improve(with other: RedactedEvent) {
        let better = BetterTime(event, other)
        (event.time, event.timeQuality, event.sourceOrder) = (better.time, better.quality, better.order)
        filled.entityID = filled.entityID ?? other.entityID
        filled.title = filled.title ?? other.title
        filled.summary = filled.summary ?? other.summary
        filled.unit = filled.unit ?? other.unit
        filled.agent = filled.agent ?? other.agent
    }

    var foldEvent: FoldEvent {
        FoldEvent(
            seq: seq, key: OrderKey(time: event.time, sourceOrder: event.sourceOrder, eventID: event.eventID),
            entityType: event.entityType, entityID: entityID, status: event.status, title: title, agent: agent,
            unit: unit, facts: event.facts, isMarkedCopied: event.tags.contains(Tag.copied))
    }

    func event(in node: SessionTree.Node?, _ placement: Placement?) -> Event {
        Event(
            seq: seq, eventID: event.eventID, time: event.time, timeQuality: event.timeQuality,
            sourceOrder: event.sourceOrder, sourceTime: event.sourceTime, receivedAt: event.receivedAt,
            instance: event.instance, source: event.source, sourceEvent: event.kind, runID: node?.runID ?? event.run?.id,
            sessionID: sessionID, parentSessionID: node?.parentID,
            agent: placement?.agent ?? agent ?? "unknown", entityType: event.entityType, entityID: entityID,
            status: event.status, severity: event.severity, title: title, summary: summary, payload: event.payload,
            correlationID: sessionID.map { CorrelationID.make(session: $0, unit: placement?.unit ?? "") },
            tags: event.tags.tagged(Tag.copied, placement?.isCopied ?? false))
    }
}

extension [String] {
    /// The tags with or without the one named.
    func tagged(_ tag: String, _ isSet: Bool) -> [String] {
        if contains(tag) == isSet { return self }
        return isSet ? self + [tag] : filter { $0 != tag }
    }
}
