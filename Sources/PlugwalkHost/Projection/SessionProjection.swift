internal import PlugwalkModel
internal import SQLite

/// Writes what the fold of a session knows: its row and its spans.
struct SessionProjection {
    let database: Database

    /// Writes the session's row and the spans that changed.
    func write(_ folded: FoldedSession, of node: SessionTree.Node) throws {
        let fold = folded.fold
        if let startedAt = fold.startedAt {
            try database.prepare(Self.updateSession).run(
                fold.agent == "unknown" ? nil : fold.agent, fold.status.rawValue, startedAt.text, fold.endedAt?.text,
                fold.title, node.id)
        }
        for key in folded.changed {
            if let span = fold.spans[key] { try write(span, of: node) }
        }
        folded.noteWritten()
    }

    /// Writes what a late event did to the session beside the spans that changed: some may be no more, and calls that begin
    /// elsewhere leave word of where they stood.
    func settle(_ taken: FoldedSession.Taken, of sessionID: String) throws {
        for span in taken.spansBefore where span.key.kind == .call || span.key.kind == .task {
            try noteMove(of: CallStart(span), in: sessionID)
        }
        for key in taken.removed {
            try database.prepare("DELETE FROM spans WHERE session_id = ? AND kind = ? AND entity_id = ?")
                .run(sessionID, key.kind.rawValue, key.entityID)
        }
    }

    /// Removes the session's spans: it was folded again. A call that now begins elsewhere leaves word of where it stood.
    func clearSpans(of sessionID: String, foldedAs fold: SessionFold) throws {
        let calls = try database.prepare(Self.callStarts).mapRows(sessionID) { row in
            CallStart(
                key: Span.Key(row.text(0) == "task" ? .task : .call, row.text(1)), time: row.text(2),
                order: row.optionalInt64(3), seq: row.int64(4))
        }
        for call in calls {
            if let span = fold.spans[call.key], !call.isStart(of: span) { try noteMove(of: call, in: sessionID) }
        }
        try database.prepare("DELETE FROM spans WHERE session_id = ?").run(sessionID)
    }

    private func noteMove(of call: CallStart, in sessionID: String) throws {
        try Reorderings(database: database).note(
            .calls, "\(sessionID) \(call.key.kind.rawValue) \(call.key.entityID)", time: call.time, order: call.order,
            seq: call.seq)
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
            values.bind(span.source)
            values.bind(span.agent)
            values.bind(span.severity.rawValue)
            values.bind(span.startOrder)
            values.bind(span.events)
            values.bind(span.newestSeq)
        }
    }

    private struct CallStart {
        let key: Span.Key
        let time: String
        let order: Int64?
        let seq: Int64

        init(key: Span.Key, time: String, order: Int64?, seq: Int64) {
            (self.key, self.time, self.order, self.seq) = (key, time, order, seq)
        }

        init(_ span: Span) {
            self.init(key: span.key, time: span.startedAt.text, order: span.startOrder, seq: span.firstSeq)
        }

        func isStart(of span: Span) -> Bool {
            seq == span.firstSeq && order == span.startOrder && time == span.startedAt.text
        }
    }

    private static let callStarts = """
        SELECT kind, entity_id, started_at, start_order, first_seq FROM spans WHERE session_id = ? AND kind IN ('call', 'task')
        """
    private static let updateSession = """
        UPDATE sessions SET agent = ?, status = ?, started_at = ?, ended_at = ?, title = ? WHERE session_id = ?
        """
    private static let upsertSpan = """
        INSERT OR REPLACE INTO spans (session_id, kind, entity_id, run_id, name, title, status, started_at, ended_at,
          duration_ms, reason, correlation_id, call_id, child_native_id, is_inferred, first_seq, last_seq, start_event_id,
          end_event_id, source, agent, severity, start_order, events, newest_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
