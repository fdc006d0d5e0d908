package import PlugwalkModel

/// The members of a payload that the host understands, as `plugwalk/event.h` lists them.
///
/// They are always read from the redacted payload, so that a fold of stored events sees what the fold of arriving ones saw.
package struct Facts: Sendable, Equatable {
    /// What a record says of its unit of work.
    package enum Turn: String, Sendable {
        /// The message opens a turn.
        case prompt
        /// The message holds a person's text.
        case text
        /// The message holds text that no person wrote.
        case synthetic
        /// The message asks for a compaction, not for work.
        case compaction
        /// The model moved on.
        case progress
    }

    package var tool: String?
    package var child: String?
    package var call: String?
    package var reason: String?
    package var isResultUnknown = false
    package var isInteractive = true
    package var attempt: Int64?
    package var next: Timestamp?
    package var forkedFrom: String?
    package var continues: String?
    package var isLevel = false
    package var turn: Turn?
    package var sessionTitle: String?

    package init() {}
}
