/// How many lines an instance may put into the log: a bucket that refills with time. What does not fit is counted.
struct LineBudget {
    static let burst = 200
    static let perSecond = 20

    private var left = Self.burst
    private var refilledAt: MonotonicTime
    private var refused = 0

    init(now: MonotonicTime) {
        refilledAt = now
    }

    enum Verdict: Equatable {
        case pass
        /// Pass, after a word about the lines that did not.
        case passAfter(refused: Int)
        case refuse
    }

    mutating func take(now: MonotonicTime) -> Verdict {
        let earned = Int((now - refilledAt).nanosecondCount / (1_000_000_000 / Int64(Self.perSecond)))
        if earned > 0 {
            left = min(Self.burst, left + earned)
            refilledAt = now
        }
        guard left > 0 else {
            refused += 1
            return .refuse
        }
        left -= 1
        defer { refused = 0 }
        return refused > 0 ? .passAfter(refused: refused) : .pass
    }

    /// The lines refused since the last that passed.
    mutating func settle() -> Int {
        defer { refused = 0 }
        return refused
    }
}
