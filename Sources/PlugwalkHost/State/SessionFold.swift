package import PlugwalkModel

/// The state of one session: a fold of its events in display order.
///
/// The same events in any order of arrival end in the same state, because an event that sorts before the newest one folded
/// makes the caller fold the session again, from an earlier value (`FoldedSession`) or from the start. A run's state is a function
/// of its sessions' states (`RunSummary`).
package struct SessionFold: Sendable {
    /// What is known of all its events, whatever their order.
    package internal(set) var index: SessionIndex
    package private(set) var lastKey: OrderKey?

    // What the session is.
    package internal(set) var title: String?
    var ownAgent: String?
    var answeringAgent: String?
    package internal(set) var startedAt: Timestamp?

    // What it does.
    var working: Status?
    var outcome: Status?
    package internal(set) var endedAt: Timestamp?
    package internal(set) var spans: [Span.Key: Span] = [:]
    /// Open spans in the order in which they began; a session has few of them.
    package internal(set) var open: [Span.Key] = []
    var refusedCalls: Set<String> = []
    var turns = OpenTurns()

    /// What the spans that the last event changed were before; nil for those it began.
    var before: [Span.Key: Span?] = [:]

    /// - Parameter index: The first pass over all events that will be applied.
    package init(index: SessionIndex = SessionIndex()) { self.index = index }

    /// Applies the next event of the display order, which the index knows already.
    package mutating func apply(_ event: FoldEvent) -> Placement {
        lastKey = event.key
        before = [:]
        let isCopied = event.isMarkedCopied || index.isCopied(event)
        if !isCopied { startedAt = startedAt ?? event.time }
        let unit = turns.place(event, index)
        if !isCopied { advance(event, unit: unit) }
        return Placement(
            unit: unit, agent: event.agent ?? agent, isCopied: isCopied, isPartOfCall: !isCopied && joinCall(event))
    }

    /// The session's own agent, else that of its latest answer.
    package var agent: String { ownAgent ?? answeringAgent ?? "unknown" }

    /// What the session does: a person is asked before anything else.
    package var status: Status {
        if open.contains(where: { $0.kind == .wait }) { return .blocked }
        return working ?? .queued
    }

    private mutating func advance(_ event: FoldEvent, unit: String) {
        switch event.entityType {
        case .session: advanceSession(event, unit: unit)
        case .message: advanceMessage(event, unit: unit)
        case .tool, .task: advanceCall(event, unit: unit)
        case .permission: advanceWait(event, unit: unit)
        case .run, .todo: break
        }
    }

    // MARK: Spans

    mutating func begin(_ span: Span) {
        noteBefore(span.key)
        spans[span.key] = span
        if span.isOpen { open.append(span.key) }
    }

    mutating func update(_ key: Span.Key, _ change: (inout Span) -> Void) {
        guard var span = spans[key] else { return }
        let wasOpen = span.isOpen
        noteBefore(key)
        change(&span)
        spans[key] = span
        if wasOpen, !span.isOpen { open.removeAll { $0 == key } }
        if !wasOpen, span.isOpen { open.append(key) }
    }

    private mutating func noteBefore(_ key: Span.Key) {
        if before[key] == nil { before[key] = .some(spans[key]) }
    }
}
