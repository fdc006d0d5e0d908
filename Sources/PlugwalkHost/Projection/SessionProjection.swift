internal import PlugwalkModel
internal import SQLite

/// Writes what the fold of a session knows: its row and its spans.
struct SessionProjection {
    let database: Database

    /// Writes the session's row and the spans that changed.
    func write(_ fold: SessionFold, of node: SessionTree.Node) throws {
        if let startedAt = fold.startedAt {
            try database.prepare(Self.updateSession).run(
                fold.agent == "unknown" ? nil : fold.agent, fold.status.rawValue, startedAt.text, fold.endedAt?.text,
                fold.title, node.id)
        }
        for key in fold.changed {
            if let span = fold.spans[key] { try write(span, of: node) }
        }
        fold.changed = []
    }

    /// Removes the session's spans: it was folded again.
    func clearSpans(of sessionID: String) throws {
        try database.prepare("DELETE FROM spans WHERE session_id = ?").run(sessionID)
    }

    private func write(_ span: Span, of node: SessionTree.Node) throws {
        try database.prepare(Self.upsertSpan).run { values in
            values.bind(node.id)
            values.bind(span.key.kind.rawValue)
            values.bind(span.key.entityID)
            values.bind(node.runID)
            values.bind(span.name)
            values.bind(span.title)
            values.bind(span.status.rawValue)
            values.bind(span.startedAt.text)
            values.bind(span.endedAt?.text)
            values.bind(span.endedAt.map { $0.milliseconds - span.startedAt.milliseconds })
            values.bind(span.reason)
            values.bind(CorrelationID.make(session: node.id, unit: span.unit))
            values.bind(span.call)
            values.bind(span.child)
            values.bind(span.isInferred)
            values.bind(span.firstSeq)
            values.bind(span.lastSeq)
            values.bind(span.startEventID)
            values.bind(span.endEventID)
        }
    }

    private static let updateSession = """
        UPDATE sessions SET agent = ?, status = ?, started_at = ?, ended_at = ?, title = ? WHERE session_id = ?
        """
    private static let upsertSpan = """
        INSERT OR REPLACE INTO spans (session_id, kind, entity_id, run_id, name, title, status, started_at, ended_at,
          duration_ms, reason, correlation_id, call_id, child_native_id, is_inferred, first_seq, last_seq, start_event_id,
          end_event_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
