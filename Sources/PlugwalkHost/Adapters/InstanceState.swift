/// Where an instance stands, as `/health` shows it.
package enum InstanceState: String, CaseIterable, Sendable {
    /// Known, and not started.
    case found
    case starting
    case running
    /// Asked to stop; its grace time runs.
    case draining
    case stopped
    /// Waits before it is started again.
    case backoff
    /// Runs, and gave no sign of life for too long; it is about to be ended.
    case stalled
    /// Crashed too often: not started again until a new file, another configuration or a person lifts it.
    case quarantined
    /// Not started again until its configuration or its file changes.
    case misconfigured
    /// A saved position is unusable: a person decides.
    case parked
    /// Its source is exhausted.
    case finished
    /// Its file cannot be loaded.
    case rejected

    /// Whether a start of it is alive.
    package var isAlive: Bool { self == .starting || self == .running || self == .draining || self == .stalled }
}
