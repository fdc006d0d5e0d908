internal import PlugwalkModel
internal import StrictJSON

extension JSONWriter {
    /// Writes an event as pages and streams show it: the specification's envelope (§4.1), and what the host knows of it. On one
    /// line, as streams need it.
    mutating func event(_ event: Event) {
        object { $0.members(of: event) }
    }

    /// Writes an item of a list of events; one that stands for a call says so.
    mutating func item(_ item: EventItem) {
        object { json in
            json.members(of: item.event)
            if let call = item.call {
                json.key("call")
                json.call(call.call)
                json.member("folded", call.events)
            }
        }
    }

    private mutating func members(of event: Event) {
        member("event_id", event.eventID)
        member("seq", event.seq)
        member("ts", event.time.text)
        member("ts_quality", event.timeQuality.rawValue)
        member("source_order", event.sourceOrder)
        member("received_at", event.receivedAt.text)
        member("instance", event.instance)
        member("source", event.source)
        member("source_event", event.sourceEvent)
        member("run_id", event.runID)
        member("session_id", event.sessionID)
        member("parent_session_id", event.parentSessionID)
        member("agent", event.agent)
        member("entity_type", event.entityType.rawValue)
        member("entity_id", event.entityID)
        member("status", event.status?.rawValue)
        member("severity", event.severity.rawValue)
        member("title", event.title)
        member("summary", event.summary)
        key("payload")
        singleLine(event.payload)
        member("correlation_id", event.correlationID)
        member("tags", event.tags) { $0.string($1) }
    }
}
