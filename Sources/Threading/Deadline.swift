import Glibc

/// A moment on the monotonic clock until which something may wait.
///
/// One deadline can be handed through several waits, so that together they take no longer than was asked for.
package struct Deadline: Sendable, Comparable {
    /// Nanoseconds on `CLOCK_MONOTONIC`, the clock that `Monitor` waits by.
    private let nanoseconds: Int64

    /// The moment `duration` from now. A negative duration is a moment that has passed.
    package init(after duration: Duration) {
        nanoseconds = Self.now().addingClamped(duration.wholeNanoseconds)
    }

    /// Whether the moment is behind us.
    package var hasPassed: Bool { Self.now() >= nanoseconds }

    package static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The form `pthread_cond_timedwait` takes.
    var timespec: timespec {
        Glibc.timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }

    private static func now() -> Int64 {
        var time = Glibc.timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// The duration in nanoseconds, rounded towards zero and clamped to 292 years.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? .min : .max }
        return whole.addingClamped(attoseconds / 1_000_000_000)
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
