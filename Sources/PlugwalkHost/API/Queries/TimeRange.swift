internal import PlugwalkModel

/// A span of time, from its first moment to the one after its last; either end may be open.
struct TimeRange: Equatable {
    var from: Timestamp?
    var to: Timestamp?

    /// The ends as texts that compare with stored times. Those begin with a digit: the empty text sorts before all of them,
    /// a letter after.
    var lower: String { from?.text ?? "" }
    var upper: String { to?.text ?? Self.endOfTime }

    static let endOfTime = "A"
}
