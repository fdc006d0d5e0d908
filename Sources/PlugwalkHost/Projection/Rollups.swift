internal import PlugwalkModel
internal import SQLite

/// Counts of events per minute and what one filters by: gathered during a transaction, written at its end.
struct Rollups {
    private struct Key: Hashable {
        let minute: Int64
        let source: String
        let severity: Severity
        let status: Status?
        let entityType: EntityType
        let agent: String
    }

    private var deltas: [Key: Int64] = [:]

    mutating func add(_ event: Event, _ count: Int64 = 1) {
        let key = Key(
            minute: event.time.milliseconds.floorDivided(by: 60_000), source: event.source, severity: event.severity,
            status: event.status, entityType: event.entityType, agent: event.agent)
        deltas[key, default: 0] += count
    }

    /// Writes the counts and forgets them.
    mutating func flush(to database: Database) throws {
        let upsert = try database.prepare(Self.upsert)
        var shrunk: Set<Int64> = []
        for (key, count) in deltas where count != 0 {
            try upsert.run(
                key.minute, key.source, key.severity.rawValue, key.status?.rawValue ?? "", key.entityType.rawValue,
                key.agent, count)
            if count < 0 { shrunk.insert(key.minute) }
        }
        for minute in shrunk {
            try database.prepare("DELETE FROM rollups WHERE minute = ? AND events = 0").run(minute)
        }
        deltas.removeAll(keepingCapacity: true)
    }

    private static let upsert = """
        INSERT INTO rollups (minute, source, severity, status, entity_type, agent, events) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """
}
