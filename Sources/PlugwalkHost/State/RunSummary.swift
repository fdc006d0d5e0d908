package import PlugwalkModel

/// What a run is, as a function of its sessions.
package struct RunSummary: Sendable, Equatable {
    /// One session of the run, as its row tells.
    package struct Session: Sendable {
        package let id: String
        package let status: Status
        package let title: String?
        package let startedAt: Timestamp
        package let endedAt: Timestamp?

        package init(
            id: String, status: Status, title: String?, startedAt: Timestamp, endedAt: Timestamp?
        ) {
            self.id = id
            self.status = status
            self.title = title
            self.startedAt = startedAt
            self.endedAt = endedAt
        }
    }

    package let status: Status
    package let title: String?
    package let startedAt: Timestamp
    package let endedAt: Timestamp?

    /// - Parameter sessions: At least one; the root comes first.
    package init(_ sessions: [Session]) {
        let root = sessions[0]
        status = Self.status(of: sessions, root: root)
        title = root.title
        startedAt = sessions.map(\.startedAt).min() ?? root.startedAt
        endedAt = status.isAtRest ? sessions.compactMap(\.endedAt).max() : nil
    }

    /// Waiting for a person comes first, then retrying, then working; else the run is what its root session is.
    private static func status(of sessions: [Session], root: Session) -> Status {
        for status in [Status.blocked, .retry, .running] where sessions.contains(where: { $0.status == status }) {
            return status
        }
        return root.status
    }
}
