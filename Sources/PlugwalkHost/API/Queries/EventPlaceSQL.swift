/// Where events stand in a list. `:alone` leaves out what is part of a call.
enum EventPlaceSQL {
    static let items = PlacedItems(
        table: "events", time: "ts", order: "source_order", eventID: "event_id", seq: "seq",
        isShown: """
            :walk IS NULL OR NOT EXISTS (
              SELECT 1 FROM reorderings WHERE list = 'events' AND item = events.event_id AND id > :walk)
            """,
        rest: texts, conditions: "+seq <= :watermark AND (:alone IS NULL OR is_call = 0) AND \(EventFilter.conditions)")

    /// Events that moved during the walk: the oldest note since page one says where each stood then.
    static let moved = PlacedItems(
        table: "reorderings AS moved CROSS JOIN events ON events.seq = moved.seq",
        time: "moved.ts", order: "moved.source_order", eventID: "event_id", seq: "events.seq",
        isShown: """
            CASE WHEN events.seq <= :watermark AND (:alone IS NULL OR is_call = 0) AND \(EventFilter.conditions)
            THEN NOT EXISTS (
              SELECT 1 FROM reorderings WHERE list = 'events' AND item = moved.item AND id > :walk AND id < moved.id)
            ELSE 0 END
            """,
        rest: texts, conditions: "moved.list = 'events' AND moved.id > :walk")

    private static let texts = "iif(:text, title, NULL), iif(:text, summary, NULL)"
}
