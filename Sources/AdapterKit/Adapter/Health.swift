import AdapterABI

/// How an adapter fares, in its own eyes. The host shows the worst of this and of what it sees itself.
public struct Health: Equatable, Sendable {
    /// From well to worst, in this order.
    public enum State: Comparable, Sendable {
        case ok
        /// Working, with loss, lag or retries.
        case degraded
        /// No progress; may recover without help.
        case failing
    }

    /// How the adapter fares.
    public var state: State
    /// What is the matter, and what a person can do about it.
    public var message: String
    /// Records or bytes not yet read; nil when unknown.
    public var backlog: Int64?
    /// Age of the newest record not yet emitted, in nanoseconds; nil when unknown.
    public var lagNs: Int64?

    /// All is well, without a word.
    public static let ok = Health(.ok, "")

    /// A report; figures that are not known are left out.
    public init(_ state: State, _ message: String, backlog: Int64? = nil, lagNs: Int64? = nil) {
        self.state = state
        self.message = message
        self.backlog = backlog
        self.lagNs = lagNs
    }

    func withRaw(_ body: (UnsafePointer<pw_health>) -> Void) {
        message.withPwStr { message in
            var raw = pw_health()
            raw.size = UInt32(MemoryLayout<pw_health>.size)
            raw.state = state.raw
            raw.message = message
            raw.lag_ns = lagNs ?? -1
            raw.backlog = backlog ?? -1
            raw.progress_bp = UInt32.max
            withUnsafePointer(to: raw, body)
        }
    }
}

extension Health.State {
    fileprivate var raw: Int32 {
        switch self {
        case .ok: Int32(PW_HEALTH_OK)
        case .degraded: Int32(PW_HEALTH_DEGRADED)
        case .failing: Int32(PW_HEALTH_FAILING)
        }
    }
}

/// Decides which reports are news: another state or message at once, other figures at most once a second.
struct HealthReports {
    private var last: Health?
    private var lastNs: Int64 = 0

    mutating func news(in health: Health, at nowNs: Int64) -> Health? {
        if let last, last == health { return nil }
        let isFigureOnly = last.map { $0.state == health.state && $0.message == health.message } ?? false
        guard !isFigureOnly || nowNs - lastNs >= 1_000_000_000 else { return nil }
        last = health
        lastNs = nowNs
        return health
    }
}
