/// How much an event's time can be trusted, best first.
package enum TimeQuality: String, Sendable, CaseIterable, Comparable {
    /// The source's own time.
    case exact
    /// Noted by the first program that saw the record.
    case stamped
    /// The host's clock when the event arrived.
    case arrival
    /// A guess between two known times.
    case estimated

    private var rank: Int {
        switch self {
        case .exact: 0
        case .stamped: 1
        case .arrival: 2
        case .estimated: 3
        }
    }

    /// Better times are smaller.
    package static func < (left: TimeQuality, right: TimeQuality) -> Bool { left.rank < right.rank }
}
