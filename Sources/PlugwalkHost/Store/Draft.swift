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

/// A new event on its way into the store. A class, because it is looked at in several passes.
final class PendingEvent {
    let seq: Int64
    let event: RedactedEvent
    let sessionID: String?
    private(set) var time: Timestamp
    private(set) var timeQuality: TimeQuality
    private(set) var sourceOrder: Int64?
    var placement: Placement?
    private var filled = Filled()

    private struct Filled {
        var entityID, title, summary, unit, agent: String?
    }

    init(seq: Int64, event: RedactedEvent, sessionID: String?) {
        self.seq = seq
        self.event = event
        self.sessionID = sessionID
        (time, timeQuality, sourceOrder) = (event.time, event.timeQuality, event.sourceOrder)
    }

    var unit: String? { event.unit ?? filled.unit }
    var agent: String? { event.agent ?? filled.agent }
    var entityID: String? { event.entityID ?? filled.entityID }
    var title: String? { event.title ?? filled.title }
    var summary: String? { event.summary ?? filled.summary }

    func improve(with other: RedactedEvent) {
        let better = BetterTime(self, other)
        (time, timeQuality, sourceOrder) = (better.time, better.quality, better.order)
        filled.entityID = filled.entityID ?? other.entityID
        filled.title = filled.title ?? other.title
        filled.summary = filled.summary ?? other.summary
        filled.unit = filled.unit ?? other.unit
        filled.agent = filled.agent ?? other.agent
    }

    var foldEvent: FoldEvent {
        FoldEvent(
            seq: seq, key: OrderKey(time: time, sourceOrder: sourceOrder, eventID: event.eventID),
            source: event.source, entityType: event.entityType, entityID: entityID, status: event.status,
            severity: event.severity, title: title, agent: agent, unit: unit, facts: event.facts,
            isMarkedCopied: event.tags.contains(Tag.copied))
    }

    /// - Parameter correlations: Makes the id of the unit of work.
    func event(in node: SessionTree.Node?, _ correlations: inout CorrelationMemory) -> Event {
        Event(
            seq: seq, eventID: event.eventID, time: time, timeQuality: timeQuality,
            sourceOrder: sourceOrder, sourceTime: event.sourceTime, receivedAt: event.receivedAt,
            instance: event.instance, source: event.source, sourceEvent: event.kind, runID: node?.runID ?? event.run?.id,
            sessionID: sessionID, parentSessionID: node?.parentID,
            agent: placement?.agent ?? agent ?? "unknown", entityType: event.entityType, entityID: entityID,
            status: event.status, severity: event.severity, title: title, summary: summary, payload: event.payload,
            correlationID: sessionID.map { correlations.id(session: $0, unit: placement?.unit ?? "") },
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
