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

    /// The events of those numbers, by number.
    func events(numbered seqs: [Int64]) throws -> [Int64: Event] {
        var events: [Int64: Event] = [:]
        let list = "[\(seqs.map(String.init).joined(separator: ","))]"
        try database.prepare(Self.selectNumbered).forEachRow(list) { row in
            let event = Event(row: row)
            events[event.seq] = event
        }
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

    private static let selectNumbered = """
        SELECT \(EventColumns.list) FROM json_each(?) CROSS JOIN events ON seq = json_each.value
        """
    private static let selectStretch = """
        SELECT \(EventColumns.list) FROM events WHERE seq > ? ORDER BY seq LIMIT ?
        """
}
