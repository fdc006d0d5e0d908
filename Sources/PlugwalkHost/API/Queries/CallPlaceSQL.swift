/// Where calls stand in a list of folded events: each where its first event does.
///
/// `spans.status` is what is known last of a call, `spans.severity` that of its newest event.
enum CallPlaceSQL {
    static let items = PlacedItems(
        table: "spans", time: "started_at", order: "start_order", eventID: "start_event_id", seq: "first_seq",
        isShown: """
            :walk IS NULL OR NOT EXISTS (
              SELECT 1 FROM reorderings
              WHERE list = 'calls' AND item = session_id || ' ' || kind || ' ' || entity_id AND id > :walk)
            """,
        rest: textsAndName,
        conditions: "kind IN ('call', 'task') AND +first_seq <= :watermark AND \(EventFilter.callConditions)")

    /// Calls that moved during the walk, each with the event that stood at its place of page one.
    static let moved = PlacedItems(
        table: """
            reorderings AS moved
            CROSS JOIN (
              SELECT seq AS its_seq, event_id, session_id AS its_session, entity_id AS its_entity,
                iif(entity_type = 'task', 'task', 'call') AS its_kind
              FROM events
            ) ON its_seq = moved.seq
            CROSS JOIN spans ON (session_id, kind, entity_id) = (its_session, its_kind, its_entity)
            """,
        time: "moved.ts", order: "moved.source_order", eventID: "event_id", seq: "moved.seq",
        isShown: """
            CASE WHEN moved.seq <= :watermark AND \(EventFilter.callConditions)
            THEN NOT EXISTS (
              SELECT 1 FROM reorderings WHERE list = 'calls' AND item = moved.item AND id > :walk AND id < moved.id)
            ELSE 0 END
            """,
        rest: textsAndName, conditions: "moved.list = 'calls' AND moved.id > :walk")

    private static let textsAndName = """
        iif(:text, title, NULL), iif(:text, coalesce(
          (SELECT summary FROM events WHERE seq = newest_seq), (SELECT summary FROM events WHERE seq = first_seq)), NULL),
        session_id, kind, entity_id
        """
}
