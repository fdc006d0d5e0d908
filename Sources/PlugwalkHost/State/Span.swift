package import PlugwalkModel

/// Something with a beginning and, usually, an end: a call, a turn, a wait for a person, a retry.
package struct Span: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A tool's call.
        case call
        /// A sub-agent's call.
        case task
        /// One prompt until its end.
        case turn
        /// A person was asked.
        case wait
        /// From the first announcement of a retry until the model moved on.
        case retry
    }

    package struct Key: Hashable, Sendable {
        package let kind: Kind
        package let entityID: String

        package init(_ kind: Kind, _ entityID: String) {
            self.kind = kind
            self.entityID = entityID
        }
    }

    package let key: Key
    package var name: String?
    package var title: String?
    package var status: Status
    package let startedAt: Timestamp
    package var endedAt: Timestamp?
    package var reason: String?
    /// The native name of the unit of work.
    package var unit: String
    package let firstSeq: Int64
    package var lastSeq: Int64
    package let startEventID: String
    package var endEventID: String?
    /// The call that waits, for a wait.
    package var call: String?
    /// The native session that this call runs.
    package var child: String?
    /// Whether the end was concluded, not told.
    package var isInferred = false
    package let source: String
    package let startOrder: Int64?
    /// Who made a call: the agent of its first event.
    package var agent = "unknown"
    /// That of a call's newest event in display order.
    package var severity: Severity
    /// How many events a call consists of.
    package var events: Int64 = 0
    package var newestSeq: Int64

    package init(_ kind: Kind, _ entityID: String, from event: FoldEvent, status: Status, unit: String) {
        key = Key(kind, entityID)
        self.status = status
        self.unit = unit
        startedAt = event.time
        firstSeq = event.seq
        lastSeq = event.seq
        startEventID = event.eventID
        title = event.title
        source = event.source
        startOrder = event.key.sourceOrder
        severity = event.severity
        newestSeq = event.seq
    }

    package var isOpen: Bool { endedAt == nil }

    mutating func close(_ status: Status, by event: FoldEvent, reason: String? = nil, inferred: Bool = false) {
        self.status = status
        endedAt = max(event.time, startedAt)
        lastSeq = max(lastSeq, event.seq)
        endEventID = event.eventID
        isInferred = inferred
        if let reason { self.reason = reason }
    }
}
