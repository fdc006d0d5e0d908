/// When a fact became true, and how sure that is. All times are UTC nanoseconds since 1970.
public enum EventTime: Equatable, Sendable {
    /// The record carries no time: the host stamps the arrival.
    case unknown
    /// The source's own time.
    case source(Int64)
    /// The source's own time, which stands inside the fact, is the same on every route and never changes under one key: it
    /// becomes part of the event's id (`PW_EVENT_EXACT`).
    case exact(Int64)
    /// Noted by a program that saw the record, not by the source.
    case stamped(Int64)
    /// A guess, such as a file's time.
    case estimated(Int64)

    /// The time itself, or nil when unknown.
    public var nanoseconds: Int64? {
        switch self {
        case .unknown: nil
        case .source(let ns), .exact(let ns), .stamped(let ns), .estimated(let ns): ns
        }
    }
}
