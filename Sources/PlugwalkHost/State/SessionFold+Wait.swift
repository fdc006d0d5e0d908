internal import PlugwalkModel

extension SessionFold {
    mutating func advanceWait(_ event: FoldEvent, unit: String) {
        guard let id = event.entityID, let status = event.status else { return }
        let key = Span.Key(.wait, id)
        if spans[key] == nil {
            begin(Span(.wait, id, from: event, status: .blocked, unit: unit))
        }
        update(key) { span in
            span.call = event.facts.call ?? span.call
            span.title = span.title ?? event.title
            span.lastSeq = max(span.lastSeq, event.seq)
        }
        guard let wait = spans[key], wait.isOpen || wait.isInferred else { return }
        switch status {
        case .blocked: if !event.facts.isInteractive { answer(key, .cancelled, event) }
        case .running, .success: answer(key, .success, event)
        case .cancelled, .failed: answer(key, .cancelled, event)
        case .queued, .idle, .retry: break
        }
    }

    private mutating func answer(_ key: Span.Key, _ status: Status, _ event: FoldEvent) {
        update(key) { $0.close(status, by: event, reason: event.facts.reason) }
        if status == .cancelled, let call = spans[key]?.call { refuse(call) }
    }

    /// A call that a person refused is cancelled, whatever its client calls it.
    private mutating func refuse(_ call: String) {
        refusedCalls.insert(call)
        for kind in [Span.Kind.call, .task] {
            update(Span.Key(kind, call)) { span in
                if span.status == .failed { span.status = .cancelled }
            }
        }
    }
}
