import Glibc

/// Readings of the machine's clocks in nanoseconds.
public enum Clock {
    /// UTC since 1970. It may jump.
    public static func utcNs() -> Int64 { read(CLOCK_REALTIME) }

    /// Never jumps; its zero means nothing.
    public static func monotonicNs() -> Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        clock_gettime(clock, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
