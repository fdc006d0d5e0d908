/// Where events and calls stand in a list: statements that find them by index, one for each way to them.
///
/// An order that is NULL sorts first, as the smallest number does: a row value that holds NULL would compare as NULL. `:walk` is
/// NULL while nothing has moved since page one; what has moved is left out here and found by `moved`. `:alone` leaves out what is
/// part of a call. Titles are only read when `:text` says so: all else but the lookup of what is found comes from the index.
enum EventPlaceSQL {
    static let conditions = """
        +seq <= :watermark AND (:alone IS NULL OR is_call = 0)
          AND (:walk IS NULL OR NOT EXISTS (
            SELECT 1 FROM reorderings WHERE list = 'events' AND item = events.event_id AND id > :walk))
        """

    static let oldest = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) > (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts, source_order, event_id LIMIT :limit
        """
    static let newest = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) < (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts DESC, source_order DESC, event_id DESC LIMIT :limit
        """
    static let oldestOfRun = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE run_id = :owner AND ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) > (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts, source_order, event_id LIMIT :limit
        """
    static let newestOfRun = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE run_id = :owner AND ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) < (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts DESC, source_order DESC, event_id DESC LIMIT :limit
        """
    static let oldestOfSession = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE session_id = :owner AND ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) > (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts, source_order, event_id LIMIT :limit
        """
    static let newestOfSession = """
        SELECT seq, ts, source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL) FROM events
        WHERE session_id = :owner AND ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) < (:ts, :order, :event)
          AND \(EventFilter.conditions) AND \(EventPlaceSQL.conditions)
        ORDER BY ts DESC, source_order DESC, event_id DESC LIMIT :limit
        """

    /// Events that moved during the walk, each at its place of page one.
    static let moved = """
        SELECT events.seq, moved.ts, moved.source_order, event_id, iif(:text, title, NULL), iif(:text, summary, NULL)
        FROM reorderings AS moved CROSS JOIN events ON events.seq = moved.seq
        WHERE +moved.list = 'events' AND moved.id > :walk AND moved.id = (
            SELECT min(id) FROM reorderings WHERE list = 'events' AND item = moved.item AND id > :walk)
          AND events.seq <= :watermark AND (:alone IS NULL OR is_call = 0) AND \(EventFilter.conditions)
        """
}
