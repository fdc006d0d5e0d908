internal import PlugwalkModel

extension SessionFold {
    mutating func advanceMessage(_ event: FoldEvent, unit: String) {
        guard let id = event.entityID else { return }
        if event.facts.turn == .prompt, unit == id { return beginTurn(event, unit: unit) }
        if event.answersMessage {
            advanceAnswer(event, unit: unit)
        } else if event.facts.turn == .progress || (event.unit == id && index.unit(of: id) != id) {
            noteProgress(event)
        }
    }

    private mutating func beginTurn(_ event: FoldEvent, unit: String) {
        guard spans[Span.Key(.turn, unit)] == nil else { return }
        begin(Span(.turn, unit, from: event, status: .running, unit: unit))
    }

    private mutating func advanceAnswer(_ event: FoldEvent, unit: String) {
        if let agent = event.agent { answeringAgent = agent }
        switch event.status {
        case .failed, .cancelled: end(event.status ?? .failed, by: event)
        case .idle where event.facts.isResultUnknown: endUntold(by: event)
        case .running: moveOn(to: unit, by: event)
        default: break
        }
    }

    /// An answer that failed decides how the turn ended, also when it is told after the session came to rest.
    private mutating func end(_ status: Status, by event: FoldEvent) {
        outcome = status
        guard working?.isAtRest == true else { return }
        working = status
        let key = Span.Key(.turn, turns.current)
        update(key) { span in
            if !span.isOpen { span.status = status }
        }
    }

    /// An answer that ended without a word on how: nothing was said in it, then it was given up; else it needed no words.
    private mutating func endUntold(by event: FoldEvent) {
        if let id = event.entityID, !index.hasParts(id) { end(.cancelled, by: event) }
    }

    /// Work on one unit begins: what other units left open ends.
    private mutating func moveOn(to unit: String, by event: FoldEvent) {
        noteWork()
        closeCalls(by: event) { $0.unit != unit }
        for key in open where key.kind == .turn && key.entityID != unit {
            // A prompt that waits its turn is not over: only one that began before the unit that is worked on.
            guard let other = spans[key], let own = spans[Span.Key(.turn, unit)], other.startedAt <= own.startedAt
            else { continue }
            update(key) { $0.close(.idle, by: event, inferred: true) }
        }
    }
}
