internal import StrictJSON

extension JSONWriter {
    mutating func run(_ run: RunQueries.Run) {
        object { $0.members(of: run) }
    }

    /// Writes a run with what only its own page shows.
    mutating func run(_ detail: RunDetail) {
        object { json in
            json.members(of: detail.run)
            json.member("counts") { $0.members(of: detail.counts) }
            json.member("trees", detail.trees) { $0.tree($1) }
            json.member("calls", detail.calls) { $0.call($1) }
            if detail.calls.count >= CallQueries.limit { json.member("calls_truncated", true) }
        }
    }

    private mutating func members(of run: RunQueries.Run) {
        member("run_id", run.runID)
        member("native_id", run.nativeID)
        member("source", run.source)
        member("title", run.title)
        member("root_session_id", run.rootSessionID)
        member("status", run.status)
        member("started_at", run.startedAt)
        member("ended_at", run.endedAt)
        key("metadata_json")
        if let metadata = run.metadata { singleLine(metadata) } else { null() }
        member("sessions", run.sessions)
        member("failures", run.failures)
        member("waiting", run.waiting)
        member("last_event_at", run.lastEventAt)
    }

    private mutating func members(of counts: EventCounts) {
        member("events", counts.events)
        member("severity") { json in
            for (name, count) in counts.bySeverity { json.member(name, count) }
        }
        member("status") { json in
            for (name, count) in counts.byStatus { json.member(name, count) }
        }
    }
}

/// Everything that the page of one run shows.
struct RunDetail {
    let run: RunQueries.Run
    let counts: EventCounts
    let trees: [SessionNode]
    let calls: [CallQueries.Call]
}

/// How many events a run has, by what one filters by, in alphabetical order.
struct EventCounts: Equatable {
    private(set) var events: Int64 = 0
    private var severities: [String: Int64] = [:]
    private var statuses: [String: Int64] = [:]

    var bySeverity: [(key: String, value: Int64)] { severities.sorted { $0.key < $1.key } }
    var byStatus: [(key: String, value: Int64)] { statuses.sorted { $0.key < $1.key } }

    init(_ counts: [EventCount]) {
        for count in counts {
            events += count.events
            severities[count.severity, default: 0] += count.events
            if !count.status.isEmpty { statuses[count.status, default: 0] += count.events }
        }
    }
}
