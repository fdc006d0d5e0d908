package import PlugwalkModel

/// What the fold of a session needs to know of one of its events. A class, because its texts are costly to copy.
package final class FoldEvent: Sendable {
    package let seq: Int64
    package let key: OrderKey
    package let source: String
    package let entityType: EntityType
    package let entityID: String?
    package let status: Status?
    package let severity: Severity
    package let title: String?
    /// The agent that the record itself named.
    package let agent: String?
    /// The unit of work that the record itself named, natively.
    package let unit: String?
    package let facts: Facts
    /// Whether the source itself calls it another session's history.
    package let isMarkedCopied: Bool

    package init(
        seq: Int64, key: OrderKey, source: String, entityType: EntityType, entityID: String?, status: Status?,
        severity: Severity, title: String?, agent: String?, unit: String?, facts: Facts, isMarkedCopied: Bool
    ) {
        self.seq = seq
        self.key = key
        self.source = source
        self.entityType = entityType
        self.entityID = entityID
        self.status = status
        self.severity = severity
        self.title = title
        self.agent = agent
        self.unit = unit
        self.facts = facts
        self.isMarkedCopied = isMarkedCopied
    }

    var time: Timestamp { key.time }
    var eventID: String { key.eventID }

    /// A message that another message answers passes its unit on; every other event names its own.
    var answersMessage: Bool { entityType == .message && unit != nil && unit != entityID }
}
