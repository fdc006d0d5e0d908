/// The state of an entity (specification §4.1, `status`).
///
/// The envelope has no `unknown`: a call whose result nobody knows is `idle` with `"result": "unknown"` in its payload.
package enum Status: String, Sendable, CaseIterable {
    case queued, running, idle, retry, success, failed, blocked, cancelled

    /// Whether an entity in this state has stopped working, until a source says otherwise.
    package var isAtRest: Bool {
        switch self {
        case .idle, .success, .failed, .cancelled: true
        case .queued, .running, .retry, .blocked: false
        }
    }
}
