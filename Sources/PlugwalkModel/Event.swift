/// A canonical event as it is stored and sent: the specification's envelope (§4.1) and what the host knows of it.
///
/// Texts are redacted and cut. JSON members are the exact bytes of a valid document.
package struct Event: Sendable, Equatable {
    /// The store's number of the event: the cursor of pages and streams. Rises with each commit, is never used again.
    package var seq: Int64
    package var eventID: String
    package var time: Timestamp
    package var timeQuality: TimeQuality
    package var sourceOrder: Int64?
    /// What the source said, when it was replaced by the arrival because it cannot be true.
    package var sourceTime: String?
    package var receivedAt: Timestamp
    package var instance: String
    package var source: String
    package var sourceEvent: String
    package var runID: String?
    package var sessionID: String?
    package var parentSessionID: String?
    package var agent: String
    package var entityType: EntityType
    package var entityID: String?
    package var status: Status?
    package var severity: Severity
    package var title: String?
    package var summary: String?
    /// One JSON object.
    package var payload: String
    package var correlationID: String?
    package var tags: [String]

    package init(
        seq: Int64, eventID: String, time: Timestamp, timeQuality: TimeQuality, sourceOrder: Int64?,
        sourceTime: String?, receivedAt: Timestamp, instance: String, source: String, sourceEvent: String,
        runID: String?, sessionID: String?, parentSessionID: String?, agent: String, entityType: EntityType,
        entityID: String?, status: Status?, severity: Severity, title: String?, summary: String?, payload: String,
        correlationID: String?, tags: [String]
    ) {
        self.seq = seq
        self.eventID = eventID
        self.time = time
        self.timeQuality = timeQuality
        self.sourceOrder = sourceOrder
        self.sourceTime = sourceTime
        self.receivedAt = receivedAt
        self.instance = instance
        self.source = source
        self.sourceEvent = sourceEvent
        self.runID = runID
        self.sessionID = sessionID
        self.parentSessionID = parentSessionID
        self.agent = agent
        self.entityType = entityType
        self.entityID = entityID
        self.status = status
        self.severity = severity
        self.title = title
        self.summary = summary
        self.payload = payload
        self.correlationID = correlationID
        self.tags = tags
    }

    package var orderKey: OrderKey { OrderKey(time: time, sourceOrder: sourceOrder, eventID: eventID) }
}
