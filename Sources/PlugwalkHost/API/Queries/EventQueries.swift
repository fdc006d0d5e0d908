internal import PlugwalkModel
internal import SQLite

/// Reads events.
struct EventQueries {
    let database: Database

    /// The largest number of a stored event: what a page's watermark is. Zero when there is none.
    func watermark() throws -> Int64 {
        try database.prepare("SELECT max(seq) FROM events").firstRow { $0.int64(0) } ?? 0
    }

    /// The number of an event; nil when it is not stored (any more).
    func seq(of eventID: String) throws -> Int64? {
        try database.prepare("SELECT seq FROM events WHERE event_id = ?").firstRow(eventID) { $0.int64(0) }
    }

    func exists(seq: Int64) throws -> Bool {
        try database.prepare("SELECT 1 FROM events WHERE seq = ?").firstRow(seq) { _ in true } ?? false
    }

    /// The newest stored event and its number.
    func newest() throws -> (seq: Int64, eventID: String)? {
        try database.prepare("SELECT seq, event_id FROM events ORDER BY seq DESC LIMIT 1").firstRow {
            (seq: $0.int64(0), eventID: $0.text(1))
        }
    }

    /// The events of a run in display order, after `position`, of those stored up to `watermark`.
    func timeline(
        ofRun runID: String, _ filter: EventFilter, in range: TimeRange, after position: OrderKey?, watermark: Int64,
        limit: Int
    ) throws -> [Event] {
        var events: [Event] = []
        try database.prepare(Self.selectTimeline).visitRows(
            binding: { values in
                values.bind(runID, at: ":run")
                values.bind(watermark, at: ":watermark")
                values.bind(max(range.lower, position?.time.text ?? ""), at: ":from")
                values.bind(range.upper, at: ":to")
                values.bind(position?.time.text ?? "", at: ":ts")
                values.bind(position?.sourceOrder ?? .min, at: ":order")
                values.bind(position?.eventID ?? "", at: ":event")
                filter.bind(to: &values)
                values.bind(limit, at: ":limit")
            },
            body: { row in
                events.append(Event(row: row))
                return .proceed
            })
        return events
    }

    /// A stretch of the store in the order of arrival.
    struct Stretch {
        var events: [Event] = []
        /// Whether nothing was stored behind it when it was read.
        var isLast = true
    }

    /// The events after a number, in the order of numbers: at most `limit`, and no more once their payloads pass `maxBytes`.
    func stretch(after seq: Int64, limit: Int, maxBytes: Int) throws -> Stretch {
        var stretch = Stretch()
        var bytes = 0
        try database.prepare(Self.selectStretch).visitRows(seq, limit) { row in
            stretch.events.append(Event(row: row))
            bytes += stretch.events.last?.payload.utf8.count ?? 0
            stretch.isLast = bytes < maxBytes && stretch.events.count < limit
            return stretch.isLast ? .proceed : .stop
        }
        return stretch
    }

    // An order that is NULL sorts first, as the smallest number does: a row value that holds NULL would compare as NULL.
    private static let selectTimeline = """
        SELECT \(EventColumns.list) FROM events
        WHERE run_id = :run AND +seq <= :watermark AND ts >= :from AND ts < :to
          AND (ts, ifnull(source_order, -9223372036854775808), event_id) > (:ts, :order, :event)
          AND \(EventFilter.conditions)
        ORDER BY ts, source_order, event_id LIMIT :limit
        """
    private static let selectStretch = """
        SELECT \(EventColumns.list) FROM events WHERE seq > ? ORDER BY seq LIMIT ?
        """
}
