/// What an event is about (specification §4.1, `entity_type`).
package enum EntityType: String, Sendable, CaseIterable {
    case run, session, task, tool, permission, message, todo

    /// Whether the entity is a call: something an agent started and that ends by itself.
    package var isCall: Bool { self == .tool || self == .task }
}
