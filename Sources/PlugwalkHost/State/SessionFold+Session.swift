internal import PlugwalkModel

extension SessionFold {
    mutating func advanceSession(_ event: FoldEvent, unit: String) {
        if let named = event.facts.sessionTitle { title = named }
        if let named = event.agent { ownAgent = named }
        switch event.status {
        case nil: break
        case .queued: working = working ?? .queued
        case .running, .blocked: work()
        case .retry: beginRetry(event, unit: unit)
        case .idle: rest(outcome ?? .idle, event)
        case .success: rest(.success, event)
        case .failed, .cancelled:
            outcome = event.status
            rest(outcome ?? .idle, event)
        }
    }

    /// A source says that the session works: what ended before does not count any more.
    private mutating func work() {
        outcome = nil
        endedAt = nil
        // A retry lasts until the model moves on; being busy only begins another attempt.
        if working != .retry { working = .running }
    }

    /// Evidence of work in a session that told no status of its own.
    mutating func noteWork() {
        if working == nil || working == .queued { working = .running }
    }

    private mutating func beginRetry(_ event: FoldEvent, unit: String) {
        endedAt = nil
        if working == .retry, let key = open.last(where: { $0.kind == .retry }) {
            update(key) { span in
                span.reason = event.facts.reason ?? span.reason
                span.lastSeq = max(span.lastSeq, event.seq)
            }
            return
        }
        working = .retry
        var span = Span(.retry, event.eventID, from: event, status: .retry, unit: unit)
        span.reason = event.facts.reason
        begin(span)
    }

    /// A sign of progress ends a retry.
    mutating func noteProgress(_ event: FoldEvent) {
        guard working == .retry else { return }
        working = .running
        for key in open where key.kind == .retry {
            update(key) { $0.close(.success, by: event) }
        }
    }

    /// The turn is over: what it left open ends with it.
    private mutating func rest(_ status: Status, _ event: FoldEvent) {
        if working?.isAtRest != true || endedAt == nil { endedAt = event.time }
        working = status
        turns.rest()
        closeCalls(by: event) { _ in true }
        for key in open {
            switch key.kind {
            case .turn, .retry: update(key) { $0.close(status, by: event) }
            case .call, .task, .wait: break
            }
        }
    }

    /// Ends open calls, and the waits of any call, that nobody will end any more: the source moved on.
    mutating func closeCalls(by event: FoldEvent, where isOver: (Span) -> Bool) {
        let over = open.compactMap { spans[$0] }.filter(isOver)
        for span in over where span.key.kind == .call || span.key.kind == .task {
            update(span.key) { $0.close(.cancelled, by: event, inferred: true) }
            closeWaits(of: span.key.entityID, by: event, callEndedItself: false)
        }
        for span in over where span.key.kind == .wait {
            update(span.key) { if $0.isOpen { $0.close(.cancelled, by: event, inferred: true) } }
        }
    }
}
