internal import PlugwalkModel

extension SessionFold {
    mutating func advanceCall(_ event: FoldEvent, unit: String) {
        guard let id = event.entityID, let status = event.status else { return }
        noteProgress(event)
        let key = Span.Key(event.entityType == .task ? .task : .call, id)
        // A task that is only announced, by no tool yet, is no call.
        if key.kind == .task, status == .queued, event.facts.tool == nil, spans[key] == nil { return }
        if let known = spans[key], !known.isOpen, !known.isInferred { return describe(key, event) }
        if spans[key] == nil {
            if !status.isAtRest { noteWork() }
            begin(Span(key.kind, id, from: event, status: status, unit: unit))
        }
        describe(key, event)
        status.isAtRest ? end(key, status, event) : goOn(key, status, event)
    }

    /// Counts the event among those of its call, as the newest of them; false if it is part of none.
    mutating func joinCall(_ event: FoldEvent) -> Bool {
        guard event.entityType.isCall, let id = event.entityID else { return false }
        let key = Span.Key(event.entityType == .task ? .task : .call, id)
        guard spans[key] != nil else { return false }
        let caller = event.agent ?? agent
        update(key) { span in
            if span.events == 0 { span.agent = caller }
            span.events += 1
            span.newestSeq = event.seq
            span.severity = event.severity
        }
        return true
    }

    private mutating func describe(_ key: Span.Key, _ event: FoldEvent) {
        update(key) { span in
            span.name = event.facts.tool ?? span.name
            span.child = event.facts.child ?? span.child
            span.title = event.title ?? span.title
            span.reason = event.facts.reason ?? span.reason
            span.lastSeq = max(span.lastSeq, event.seq)
        }
    }

    private mutating func goOn(_ key: Span.Key, _ status: Status, _ event: FoldEvent) {
        update(key) { span in
            // A repeated snapshot of a call that was given up does not revive it; only its end says more.
            if span.isOpen { span.status = status }
        }
    }

    private mutating func end(_ key: Span.Key, _ status: Status, _ event: FoldEvent) {
        let wasRefused = status == .failed && refusedCalls.contains(key.entityID)
        update(key) { $0.close(wasRefused ? .cancelled : status, by: event, reason: event.facts.reason) }
        closeWaits(of: key.entityID, by: event, callEndedItself: status == .success || status == .failed)
    }

    /// A question whose call is over waits for nobody.
    mutating func closeWaits(of call: String, by event: FoldEvent, callEndedItself: Bool) {
        for key in open where key.kind == .wait && spans[key]?.call == call {
            update(key) { $0.close(callEndedItself ? .success : .cancelled, by: event, inferred: true) }
        }
    }
}
