internal import PlugwalkModel
internal import StrictJSON

extension JSONWriter {
    /// Writes an event as pages and streams show it: the specification's envelope (§4.1), and what the host knows of it. On one
    /// line, as streams need it.
    mutating func event(_ event: Event) {
        object { json in
            json.member("event_id", event.eventID)
            json.member("seq", event.seq)
            json.member("ts", event.time.text)
            json.member("ts_quality", event.timeQuality.rawValue)
            json.member("source_order", event.sourceOrder)
            json.member("received_at", event.receivedAt.text)
            json.member("instance", event.instance)
            json.member("source", event.source)
            json.member("source_event", event.sourceEvent)
            json.member("run_id", event.runID)
            json.member("session_id", event.sessionID)
            json.member("parent_session_id", event.parentSessionID)
            json.member("agent", event.agent)
            json.member("entity_type", event.entityType.rawValue)
            json.member("entity_id", event.entityID)
            json.member("status", event.status?.rawValue)
            json.member("severity", event.severity.rawValue)
            json.member("title", event.title)
            json.member("summary", event.summary)
            json.key("payload")
            json.singleLine(event.payload)
            json.member("correlation_id", event.correlationID)
            json.member("tags", event.tags) { $0.string($1) }
        }
    }
}
