internal import PlugwalkModel
internal import SQLite

/// Counts of events per minute, per hour and per session, by what one filters by: gathered during a transaction, written at its end.
struct Rollups {
    private var deltas: [Tally: Int64] = [:]

    mutating func add(_ tally: Tally, _ count: Int64 = 1) {
        deltas[tally, default: 0] += count
    }

    /// Writes the counts and forgets them.
    mutating func flush(to database: Database) throws {
        var minutes: [SpanKey: Int64] = [:]
        var hours: [SpanKey: Int64] = [:]
        var sessions: [SessionKey: Int64] = [:]
        for (tally, count) in deltas where count != 0 {
            minutes[SpanKey(tally, number: tally.minute), default: 0] += count
            hours[SpanKey(tally, number: tally.minute.floorDivided(by: 60)), default: 0] += count
            sessions[SessionKey(tally), default: 0] += count
        }
        deltas.removeAll(keepingCapacity: true)
        for (key, count) in minutes where count != 0 {
            try write(key, count, Self.upsertMinute, database)
            if count < 0 { try database.prepare("DELETE FROM rollups WHERE minute = ? AND events = 0").run(key.number) }
        }
        for (key, count) in hours where count != 0 {
            try write(key, count, Self.upsertHour, database)
            if count < 0 { try database.prepare("DELETE FROM hour_rollups WHERE hour = ? AND events = 0").run(key.number) }
        }
        for (key, count) in sessions where count != 0 { try write(key, count, database) }
    }

    private func write(_ key: SpanKey, _ count: Int64, _ sql: String, _ database: Database) throws {
        try database.prepare(sql).run { values in
            values.bind(key.number)
            values.bind(key.source)
            values.bind(key.severity)
            values.bind(key.status)
            values.bind(key.entityType)
            values.bind(key.agent)
            values.bind(key.isPartOfCall)
            values.bind(count)
        }
    }

    private func write(_ key: SessionKey, _ count: Int64, _ database: Database) throws {
        try database.prepare(Self.upsertSession).run { values in
            values.bind(key.sessionID)
            values.bind(key.source)
            values.bind(key.severity)
            values.bind(key.status)
            values.bind(key.entityType)
            values.bind(key.agent)
            values.bind(count)
        }
        if count < 0 { try database.prepare("DELETE FROM tallies WHERE session_id = ? AND events = 0").run(key.sessionID) }
    }

    private static let upsertMinute = """
        INSERT INTO rollups (minute, source, severity, status, entity_type, agent, is_call, events)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events
        """
    private static let upsertHour = """
        INSERT INTO hour_rollups (hour, source, severity, status, entity_type, agent, is_call, events)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events
        """
    private static let upsertSession = """
        INSERT INTO tallies (session_id, source, severity, status, entity_type, agent, events)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events
        """
}

/// The key of a count per minute or per hour.
private struct SpanKey: Hashable {
    let number: Int64
    let source, severity, status, entityType, agent: String
    let isPartOfCall: Bool

    init(_ tally: Tally, number: Int64) {
        self.number = number
        (source, severity, status) = (tally.source, tally.severity, tally.status)
        (entityType, agent, isPartOfCall) = (tally.entityType, tally.agent, tally.isPartOfCall)
    }
}

/// The key of a count per session.
private struct SessionKey: Hashable {
    let sessionID, source, severity, status, entityType, agent: String

    init(_ tally: Tally) {
        (sessionID, source, severity) = (tally.sessionID, tally.source, tally.severity)
        (status, entityType, agent) = (tally.status, tally.entityType, tally.agent)
    }
}
