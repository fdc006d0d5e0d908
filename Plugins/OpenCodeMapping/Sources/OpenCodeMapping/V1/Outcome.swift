public import AdapterKit

/// What becomes of one record.
public enum Outcome {
    /// One to three events.
    case mapped([Event])
    /// Text or output that grows: one event per subject and minute is enough, see `Mapper.events(ofGrowing:isFirst:)`.
    case growing(Growth)
    /// Nothing, for this reason.
    case dropped(StaticString)
}

/// That something grows, without what.
public struct Growth: Equatable {
    /// What grows: a message, or a running call with all facts but its output.
    public let subject: UInt64
    /// Minutes since 1970; 0 when the record has no time.
    public let minute: Int64
}
