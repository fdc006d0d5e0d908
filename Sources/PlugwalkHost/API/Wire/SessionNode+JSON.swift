internal import StrictJSON

extension JSONWriter {
    mutating func tree(_ node: SessionNode, isTruncated: Bool = false) {
        object { json in
            json.member("session_id", node.session.sessionID)
            json.member("native_id", node.session.nativeID)
            json.member("parent_session_id", node.session.parentSessionID)
            json.member("agent", node.session.agent)
            json.member("title", node.session.title)
            json.member("status", node.session.status)
            json.member("started_at", node.session.startedAt)
            json.member("ended_at", node.session.endedAt)
            json.member("calls", node.calls) { $0.call($1) }
            if isTruncated { json.member("calls_truncated", true) }
            json.member("children", node.children) { $0.tree($1) }
        }
    }

    mutating func call(_ call: CallQueries.Call) {
        object { json in
            json.member("entity_id", call.entityID)
            json.member("native_id", call.entityID)
            json.member("session_id", call.sessionID)
            json.member("tool", call.tool)
            json.member("status", call.status)
            json.member("started_at", call.startedAt)
            json.member("ended_at", call.endedAt)
            json.member("reason", call.reason)
            json.member("evidence", call.evidence) { $0.string($1) }
        }
    }
}

extension CallQueries.Call {
    /// The events that say when the call began and how it ended.
    var evidence: [String] {
        endEventID.map { $0 == startEventID ? [startEventID] : [startEventID, $0] } ?? [startEventID]
    }
}
