/// Where calls stand in a list of folded events, as `EventPlaceSQL` has it for events: each where its first event does.
///
/// `spans.status` is what is known last of a call, `spans.severity` that of its newest event.
enum CallPlaceSQL {
    static let conditions = """
        kind IN ('call', 'task') AND +first_seq <= :watermark
          AND (:walk IS NULL OR NOT EXISTS (
            SELECT 1 FROM reorderings
            WHERE list = 'calls' AND item = session_id || ' ' || kind || ' ' || entity_id AND id > :walk))
        """
    static let summary = """
        iif(:text, coalesce(
            (SELECT summary FROM events WHERE seq = newest_seq), (SELECT summary FROM events WHERE seq = first_seq)), NULL)
        """

    static let oldest = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) > (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at, start_order, start_event_id LIMIT :limit
        """
    static let newest = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) < (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at DESC, start_order DESC, start_event_id DESC LIMIT :limit
        """
    static let oldestOfRun = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE run_id = :owner AND started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) > (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at, start_order, start_event_id LIMIT :limit
        """
    static let newestOfRun = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE run_id = :owner AND started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) < (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at DESC, start_order DESC, start_event_id DESC LIMIT :limit
        """
    static let oldestOfSession = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE session_id = :owner AND started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) > (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at, start_order, start_event_id LIMIT :limit
        """
    static let newestOfSession = """
        SELECT first_seq, started_at, start_order, start_event_id, iif(:text, title, NULL), \(CallPlaceSQL.summary),
          session_id, kind, entity_id FROM spans
        WHERE session_id = :owner AND started_at >= :from AND started_at < :to
          AND (started_at, ifnull(start_order, -9223372036854775808), start_event_id) < (:ts, :order, :event)
          AND \(EventFilter.callConditions) AND \(CallPlaceSQL.conditions)
        ORDER BY started_at DESC, start_order DESC, start_event_id DESC LIMIT :limit
        """

    /// Calls that moved during the walk, each at its place of page one, with the event that stood there.
    static let moved = """
        SELECT moved.seq, moved.ts, moved.source_order, (SELECT event_id FROM events WHERE seq = moved.seq),
          iif(:text, title, NULL), \(CallPlaceSQL.summary), session_id, kind, entity_id
        FROM reorderings AS moved CROSS JOIN spans ON (session_id, kind, entity_id) = (
            SELECT session_id, iif(entity_type = 'task', 'task', 'call'), entity_id FROM events WHERE seq = moved.seq)
        WHERE +moved.list = 'calls' AND moved.id > :walk AND moved.id = (
            SELECT min(id) FROM reorderings WHERE list = 'calls' AND item = moved.item AND id > :walk)
          AND moved.seq <= :watermark AND \(EventFilter.callConditions)
        """
}
