internal import PlugwalkModel
internal import SQLite

/// Which session belongs to which run: the tree of sessions, of which the events may tell the children first.
///
/// A run is the root of a tree, unless the source has runs of its own. When a parent becomes known late, the child's whole subtree
/// moves to its run in the same transaction. Nodes are cached; after a rollback, `forget` them.
final class SessionTree {
    struct Node {
        let id: String
        let nativeID: String
        let source: String
        var parentID: String?
        var isParentInferred: Bool
        var runID: String
        /// The source itself named the run.
        var isRunNamed: Bool
    }

    private let database: Database
    private var nodes: [String: Node] = [:]
    /// Runs whose row must be made anew from their sessions.
    private(set) var changedRuns: Set<String> = []
    private(set) var moves: [RunMove] = []

    init(_ database: Database) { self.database = database }

    func forget() {
        nodes = [:]
        changedRuns = []
        moves = []
    }

    /// What happened since the last call.
    func takeChanges() -> (runs: Set<String>, moves: [RunMove]) {
        defer { (changedRuns, moves) = ([], []) }
        return (changedRuns, moves)
    }

    func noteChange(ofRun runID: String) { changedRuns.insert(runID) }

    func node(_ id: String) throws -> Node? {
        if let node = nodes[id] { return node }
        let node = try database.prepare(Self.select).firstRow(id) { row in
            Node(
                id: id, nativeID: row.text(0), source: row.text(1), parentID: row.optionalText(2),
                isParentInferred: row.bool(3), runID: row.text(4), isRunNamed: row.bool(5))
        }
        // The cache may be emptied at any time: it only saves the query.
        if nodes.count >= 50_000 { nodes.removeAll() }
        nodes[id] = node
        return node
    }

    /// The session's node, made with an empty run of its own if this is the first that is heard of it.
    func ensure(_ session: NamedEntity, run: NamedEntity?, source: String, at time: Timestamp) throws -> Node {
        if let node = try node(session.id) { return try assign(run, to: node, source, time) }
        let runID = run?.id ?? NativeID.run(ofRootSession: session.id)
        try insertRun(runID, nativeID: run?.nativeID ?? session.nativeID, root: session.id, source: source, at: time)
        let node = Node(
            id: session.id, nativeID: session.nativeID, source: source, parentID: nil, isParentInferred: false,
            runID: runID, isRunNamed: run != nil)
        try database.prepare(Self.insert).run(
            node.id, runID, time.text, node.nativeID, source, node.isRunNamed)
        nodes[node.id] = node
        changedRuns.insert(runID)
        return node
    }

    /// Hangs a session under its parent. An explicit parent beats an inferred one; of two equals the first stays.
    func attach(_ child: Node, to parent: NamedEntity, isInferred: Bool, at time: Timestamp) throws {
        if let known = child.parentID, known == parent.id || isInferred || !child.isParentInferred {
            if known == parent.id, child.isParentInferred, !isInferred { try setParent(child, parent.id, isInferred: false) }
            return
        }
        let parentNode = try ensure(parent, run: nil, source: child.source, at: time)
        guard try !isAncestor(child.id, of: parentNode) else { return }
        try setParent(child, parent.id, isInferred: isInferred)
        if !child.isRunNamed { try move(child.id, to: parentNode.runID) }
    }

    /// A session that is only known by its children began when the first of them did, whichever was told first.
    func dateAncestors(of node: Node) throws {
        var next = node.parentID
        while let id = next, let ancestor = try self.node(id) {
            try database.prepare(Self.dateByChildren).run(id)
            guard database.changes > 0 else { return }
            changedRuns.insert(ancestor.runID)
            next = ancestor.parentID
        }
    }

    private func assign(_ run: NamedEntity?, to node: Node, _ source: String, _ time: Timestamp) throws -> Node {
        // Of two names the smaller one stays, whichever came first.
        guard let run, !node.isRunNamed || run.id < node.runID else { return node }
        try insertRun(run.id, nativeID: run.nativeID, root: node.id, source: source, at: time)
        try database.prepare("UPDATE sessions SET run_is_named = 1 WHERE session_id = ?").run(node.id)
        nodes[node.id]?.isRunNamed = true
        try move(node.id, to: run.id)
        return nodes[node.id] ?? node
    }

    private func setParent(_ child: Node, _ parent: String, isInferred: Bool) throws {
        nodes[child.id]?.parentID = parent
        nodes[child.id]?.isParentInferred = isInferred
        try database.prepare(
            "UPDATE sessions SET parent_session_id = ?, parent_is_inferred = ? WHERE session_id = ?"
        ).run(parent, isInferred, child.id)
        try database.prepare("UPDATE events SET parent_session_id = ? WHERE session_id = ?").run(parent, child.id)
    }

    private func isAncestor(_ id: String, of node: Node) throws -> Bool {
        var current: Node? = node
        var steps = 0
        while let ancestor = current, steps < 1000 {
            if ancestor.id == id { return true }
            current = try ancestor.parentID.flatMap { try self.node($0) }
            steps += 1
        }
        return false
    }

    private func move(_ root: String, to runID: String) throws {
        let subtree = try database.prepare(Self.subtree).mapRows(root) { $0.text(0) }
        for id in subtree {
            guard let old = try node(id)?.runID, old != runID else { continue }
            nodes[id]?.runID = runID
            for sql in Self.moveSession { try database.prepare(sql).run(runID, id) }
            changedRuns.formUnion([old, runID])
            let move = RunMove(sessionID: root, from: old, to: runID)
            if moves.last != move { moves.append(move) }
        }
    }

    private func insertRun(_ id: String, nativeID: String, root: String, source: String, at time: Timestamp) throws {
        try database.prepare(Self.insertRun).run(id, source, root, time.text, nativeID)
    }
}

/// A session and those under it went from one run to another, because its parent became known.
package struct RunMove: Sendable, Equatable {
    package let sessionID: String
    package let from: String
    package let to: String
}

extension SessionTree {
    private static let select = """
        SELECT native_id, source, parent_session_id, parent_is_inferred, run_id, run_is_named FROM sessions
        WHERE session_id = ?
        """
    private static let insert = """
        INSERT INTO sessions (session_id, run_id, status, started_at, native_id, source, run_is_named)
        VALUES (?, ?, 'queued', ?, ?, ?, ?)
        """
    private static let dateByChildren = """
        UPDATE sessions SET started_at = (SELECT min(started_at) FROM sessions WHERE parent_session_id = ?1)
        WHERE session_id = ?1 AND NOT EXISTS (SELECT 1 FROM events WHERE session_id = ?1)
        """
    private static let insertRun = """
        INSERT INTO runs (run_id, source, root_session_id, status, started_at, native_id) VALUES (?, ?, ?, 'queued', ?, ?)
        ON CONFLICT (run_id) DO NOTHING
        """
    // A session that names its own run takes its subtree there and nowhere else.
    private static let subtree = """
        WITH RECURSIVE tree(id) AS (
          VALUES (?)
          UNION SELECT session_id FROM sessions JOIN tree ON parent_session_id = tree.id WHERE run_is_named = 0
        ) SELECT id FROM tree
        """
    private static let moveSession = [
        "UPDATE sessions SET run_id = ? WHERE session_id = ?",
        "UPDATE events SET run_id = ? WHERE session_id = ?",
        "UPDATE spans SET run_id = ? WHERE session_id = ?",
    ]
}
