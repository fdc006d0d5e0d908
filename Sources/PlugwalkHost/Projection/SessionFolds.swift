internal import PlugwalkModel
internal import SQLite

/// The folds of the sessions that had events lately: the host's memory of what the sources said.
///
/// Nothing in here is more than a cache: a fold is made again from the stored events, after a restart, a rollback, or when an event
/// arrives that sorts far before the newest one folded.
final class SessionFolds {
    /// How many folds are kept; a fold holds its session's spans and messages, about 100 kB for 500 calls, and its last 128 events.
    static let capacity = 256
    let history: SessionHistory
    private var folds: [String: (fold: FoldedSession, lastUse: UInt64)] = [:]
    private var clock: UInt64 = 0

    init(_ history: SessionHistory) { self.history = history }

    func forget() { folds = [:] }

    /// The fold of all stored events of the session.
    func fold(of sessionID: String) throws -> FoldedSession {
        clock += 1
        if let known = folds[sessionID]?.fold {
            folds[sessionID]?.lastUse = clock
            return known
        }
        let fold = try replay(sessionID) { _, _ in }
        keep(fold, for: sessionID)
        return fold
    }

    /// Folds the session again from its stored events.
    ///
    /// - Parameter visit: Receives each stored event with what the fold now makes of it.
    func refold(_ sessionID: String, visit: (SessionHistory.Entry, Placement) throws -> Void) throws -> FoldedSession {
        let fold = try replay(sessionID, visit)
        keep(fold, for: sessionID)
        return fold
    }

    private func replay(
        _ sessionID: String, _ visit: (SessionHistory.Entry, Placement) throws -> Void
    ) throws -> FoldedSession {
        var index = SessionIndex()
        try history.forEach(inSession: sessionID) { _ = index.insert($0.event) }
        let fold = FoldedSession(index: index)
        try history.forEach(inSession: sessionID) { try visit($0, fold.apply($0.event)) }
        return fold
    }

    private func keep(_ fold: FoldedSession, for sessionID: String) {
        if folds.count >= Self.capacity, folds[sessionID] == nil,
            let oldest = folds.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            folds[oldest.key] = nil
        }
        folds[sessionID] = (fold, clock)
    }
}
