/// A session with its calls and its child sessions: a tree, as the API shows it.
struct SessionNode {
    /// How deep trees nest at most. What lies deeper is shown beside its parent: readers of JSON have limits of their own.
    static let maxDepth = 48
    let session: SessionQueries.Session
    var calls: [CallQueries.Call] = []
    var children: [SessionNode] = []
}

extension SessionNode {
    /// Builds the trees of the sessions, in their order: a root is one whose parent is not among them, or the one named.
    static func trees(
        _ sessions: [SessionQueries.Session], _ calls: [CallQueries.Call], root: String? = nil
    ) -> [SessionNode] {
        let known = Set(sessions.map(\.sessionID))
        let callsBySession = Dictionary(grouping: calls, by: \.sessionID)
        let isRoot = { (session: SessionQueries.Session) in
            root.map { $0 == session.sessionID } ?? !(session.parentSessionID.map(known.contains) ?? false)
        }
        let children = Dictionary(grouping: sessions.filter { !isRoot($0) }) { $0.parentSessionID ?? "" }
        return sessions.filter(isRoot).map { node($0, children, callsBySession, depth: 1) }
    }

    private static func node(
        _ session: SessionQueries.Session, _ children: [String: [SessionQueries.Session]],
        _ calls: [String: [CallQueries.Call]], depth: Int
    ) -> SessionNode {
        let below = depth < maxDepth ? children[session.sessionID] ?? [] : []
        var node = SessionNode(session: session, calls: calls[session.sessionID] ?? [])
        for child in depth + 1 < maxDepth ? below : flattened(below, children) {
            node.children.append(self.node(child, children, calls, depth: depth + 1))
        }
        return node
    }

    /// The sessions and all under them, in one row.
    private static func flattened(
        _ sessions: [SessionQueries.Session], _ children: [String: [SessionQueries.Session]]
    ) -> [SessionQueries.Session] {
        var flat = sessions
        var next = 0
        while next < flat.count {
            flat += children[flat[next].sessionID] ?? []
            next += 1
        }
        return flat
    }
}
