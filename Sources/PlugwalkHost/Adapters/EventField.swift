/// The strings of one event, in the order of `plugwalk/event.h`; the raw value is the place in a frame's length table.
package enum EventField: Int, CaseIterable, Sendable {
    case stream
    case key
    case kind
    case source
    case run
    case session
    case parentSession
    case agent
    case entityType
    case entityID
    case status
    case severity
    case title
    case summary
    case payload
    case correlation
    case tags

    /// How many strings an event has.
    package static let count = 17
}
