/// What the fold tells about one event: where it belongs, given all that is known of its session.
package struct Placement: Sendable, Equatable {
    /// The native name of the unit of work; empty before the session's first one.
    package var unit: String
    package var agent: String
    /// Whether the event repeats another session's history (a fork's).
    package var isCopied: Bool
    /// Whether the event is part of a call that has a span.
    package var isPartOfCall: Bool
}
