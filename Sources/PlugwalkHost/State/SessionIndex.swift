package import PlugwalkModel

/// What is true of a session whatever the order of its events: the first pass of a fold.
///
/// A message's unit, what a message consists of, and when the session began can become known after the events that depend on
/// them. `insert` says when that happens; the session is then folded again from its stored events.
package struct SessionIndex: Sendable {
    private struct Message: Sendable {
        var answers: String?
        var answerKey: OrderKey?
        var isPrompt = false
        var hasText = false
        var hasSynthetic = false
        var hasCompaction = false
        /// When the message itself came to be, as far as its own events tell.
        var madeAt: Timestamp?
        var hasParts = false
        var hasEndedUntold = false

        /// A person's words open a turn; a compaction, or text that no person wrote, goes on with the open one.
        var opensTurn: Bool { isPrompt && !hasCompaction && (hasText || !hasSynthetic) }
    }

    private var messages: [String: Message] = [:]
    /// Whether anything was seen that can be older than its session.
    private var hasDatable = false
    /// When the session was made, as far as an event says so.
    package private(set) var created: Timestamp?

    package init() {}

    /// Takes an event in.
    ///
    /// - Returns: Whether events that were placed before would now be placed otherwise.
    package mutating func insert(_ event: FoldEvent) -> Bool {
        let createdChanged = insertCreation(event)
        return insertMessage(event) || createdChanged
    }

    /// The unit a named message belongs to: itself, or the one it answers.
    package func unit(of name: String) -> String {
        var name = name
        // A chain longer than this is no conversation: the bound only ends cycles.
        for _ in 0..<8 {
            guard let answered = messages[name]?.answers, answered != name else { break }
            name = answered
        }
        return name
    }

    /// Whether the message is a prompt that opens a turn.
    package func opensTurn(_ message: String) -> Bool { messages[message]?.opensTurn ?? false }

    /// Whether the message was asked as a prompt but only goes on with what is open.
    package func continuesTurn(_ message: String) -> Bool {
        guard let message = messages[message] else { return false }
        return message.isPrompt && !message.opensTurn
    }

    /// Whether the event is history that a fork brought along: older than its session, or part of such a message.
    package func isCopied(_ event: FoldEvent) -> Bool {
        switch event.entityType {
        case .run, .session: return false
        case .task, .tool, .permission, .message, .todo: break
        }
        if let created, event.time < created { return true }
        return isCopied(message: event.unit) || (event.entityType == .message && isCopied(message: event.entityID))
    }

    /// Whether anything was said in the message, or any call made.
    package func hasParts(_ message: String) -> Bool { messages[message]?.hasParts ?? false }

    private func isCopied(message: String?) -> Bool {
        guard let created, let message, let madeAt = messages[message]?.madeAt else { return false }
        return madeAt < created
    }

    private mutating func insertCreation(_ event: FoldEvent) -> Bool {
        if event.entityType != .session, event.entityType != .run { hasDatable = true }
        guard event.entityType == .session, event.status == .queued else { return false }
        if let created, created <= event.time { return false }
        created = event.time
        return hasDatable
    }

    private mutating func insertMessage(_ event: FoldEvent) -> Bool {
        var changed = false
        if event.entityType == .message, let id = event.entityID {
            changed = update(id) { message in
                if event.answersMessage, message.answerKey.map({ event.key < $0 }) ?? true {
                    message.answers = event.unit
                    message.answerKey = event.key
                }
                if event.facts.turn == .prompt { message.isPrompt = true }
                if event.answersMessage, event.status == .idle, event.facts.isResultUnknown { message.hasEndedUntold = true }
                message.madeAt = min(message.madeAt ?? event.time, event.time)
            }
        }
        guard let named = event.unit else { return changed }
        let consists = update(named) { message in
            if event.entityType.isCall || event.entityID == named, event.facts.turn != .prompt { message.hasParts = true }
            switch event.facts.turn {
            case .text: message.hasText = true
            case .synthetic: message.hasSynthetic = true
            case .compaction: message.hasCompaction = true
            case .prompt, .progress, nil: break
            }
        }
        return changed || consists
    }

    /// Changes what is known of a message; true if something that was placed by it moves.
    private mutating func update(_ id: String, _ change: (inout Message) -> Void) -> Bool {
        let before = messages[id]
        let wasCopied = isCopied(message: id)
        var message = before ?? Message()
        change(&message)
        messages[id] = message
        guard let before else { return false }
        return before.answers != message.answers || wasCopied != isCopied(message: id)
            || (before.isPrompt && before.opensTurn != message.opensTurn)
            || (before.hasEndedUntold && before.hasParts != message.hasParts)
    }
}
