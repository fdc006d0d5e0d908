internal import PlugwalkModel
internal import SQLite
internal import StrictJSON

/// The rows of the table `events`, for the writer.
struct EventTable {
    let database: Database

    /// What decides whether a repeat improves the stored event.
    struct Stored {
        let seq: Int64
        let time: Timestamp
        let quality: TimeQuality
        let sourceOrder: Int64?
        let sessionID: String?
        let lacks: Gaps
    }

    /// Which facts the stored row does not have.
    struct Gaps {
        let entityID, title, summary, unit, agent: Bool
    }

    func lastSeq() throws -> Int64 {
        try database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'").firstRow { $0.int64(0) } ?? 0
    }

    func stored(_ eventID: String) throws -> Stored? {
        try database.prepare(Self.selectStored).firstRow(eventID) { row in
            Stored(
                seq: row.int64(0), time: Timestamp(text: row.text(1)) ?? .epoch,
                quality: TimeQuality(rawValue: row.text(2)) ?? .arrival, sourceOrder: row.optionalInt64(3),
                sessionID: row.optionalText(4),
                lacks: Gaps(
                    entityID: row.isNull(5), title: row.isNull(6), summary: row.isNull(7), unit: row.isNull(8),
                    agent: row.isNull(9)))
        }
    }

    func event(seq: Int64) throws -> Event? {
        try database.prepare("SELECT \(EventColumns.list) FROM events WHERE seq = ?").firstRow(seq) { Event(row: $0) }
    }

    /// What the stored event counts under.
    func tally(seq: Int64) throws -> Tally? {
        try database.prepare(Self.selectTally).firstRow(seq) { Tally(row: $0) }
    }

    /// - Parameters:
    ///   - isPartOfCall: Whether it is part of a call that has a span.
    ///   - unit, agent, tags: What the record itself said, beside what the host made of it.
    func insert(_ event: Event, isPartOfCall: Bool, unit: String?, agent: String?, tags: [String]) throws {
        try database.prepare(Self.insert).run { values in
            values.bind(event.seq)
            values.bind(event.eventID)
            values.bind(event.time.text)
            values.bind(event.runID)
            values.bind(event.sessionID)
            values.bind(event.source)
            values.bind(event.sourceEvent)
            values.bind(event.entityType.rawValue)
            values.bind(event.entityID)
            values.bind(event.status?.rawValue)
            values.bind(event.severity.rawValue)
            values.bind(event.title)
            values.bind(event.summary)
            values.bind(event.payload)
            values.bind(event.correlationID)
            values.bind(TagList.encode(event.tags))
            values.bind(event.instance)
            values.bind(event.receivedAt.text)
            values.bind(event.sourceTime)
            values.bind(event.timeQuality.rawValue)
            values.bind(event.sourceOrder)
            values.bind(event.agent)
            values.bind(event.parentSessionID)
            values.bind(unit)
            values.bind(agent)
            values.bind(TagList.reference(tags, unless: event.tags))
            values.bind(isPartOfCall)
        }
    }

    /// Writes a better time and order, and what the row lacked.
    func improve(_ seq: Int64, time: Timestamp, quality: TimeQuality, order: Int64?, with event: RedactedEvent) throws {
        try database.prepare(Self.improve).run { values in
            values.bind(time.text)
            values.bind(quality.rawValue)
            values.bind(order)
            values.bind(event.entityID)
            values.bind(event.title)
            values.bind(event.summary)
            values.bind(event.unit)
            values.bind(event.agent)
            values.bind(seq)
        }
    }

    /// - Parameter ownTags: What the record itself said.
    func place(
        _ seq: Int64, correlationID: String, agent: String, tags: [String], ownTags: [String], isPartOfCall: Bool
    ) throws {
        try database.prepare(Self.place).run(
            correlationID, agent, TagList.encode(tags), TagList.reference(ownTags, unless: tags), isPartOfCall, seq)
    }

    private static let selectStored = """
        SELECT seq, ts, ts_quality, source_order, session_id, entity_id, title, summary, unit_ref, agent_ref FROM events
        WHERE event_id = ?
        """
    private static let insert = """
        INSERT INTO events (seq, event_id, ts, run_id, session_id, source, source_event, entity_type, entity_id, status,
          severity, title, summary, payload_json, correlation_id, tags_json, instance, received_at, source_ts, ts_quality,
          source_order, agent, parent_session_id, unit_ref, agent_ref, tags_ref, is_call)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let selectTally = """
        SELECT ts, session_id, source, severity, status, entity_type, agent, is_call FROM events WHERE seq = ?
        """
    private static let place = """
        UPDATE events SET correlation_id = ?, agent = ?, tags_json = ?, tags_ref = ?, is_call = ? WHERE seq = ?
        """
    private static let improve = """
        UPDATE events SET ts = ?1, ts_quality = ?2, source_order = ?3, entity_id = coalesce(entity_id, ?4),
          title = coalesce(title, ?5), summary = coalesce(summary, ?6), unit_ref = coalesce(unit_ref, ?7),
          agent_ref = coalesce(agent_ref, ?8), agent = iif(session_id IS NULL, coalesce(agent_ref, ?8, agent), agent)
        WHERE seq = ?9
        """
}
