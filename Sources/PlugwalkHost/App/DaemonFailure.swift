/// Why a daemon did not start, by the exit codes of the command (specification §7.3).
package enum DaemonFailure: Error, Equatable, Sendable {
    /// An argument, the configuration or the state folder (2).
    case configuration(String)
    /// A named adapter did not start (3).
    case adapter(String)
    /// The port cannot be bound (4).
    case port(String)
    /// A daemon runs on this state folder already.
    case alreadyRunning
    /// It was asked to stop before it was up.
    case interrupted

    package var message: String {
        switch self {
        case .configuration(let words), .adapter(let words), .port(let words): words
        case .alreadyRunning: "a daemon runs on this state folder already"
        case .interrupted: "it was stopped while it started"
        }
    }
}
