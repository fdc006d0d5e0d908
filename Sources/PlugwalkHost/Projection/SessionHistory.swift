internal import PlugwalkModel
internal import SQLite
internal import StrictJSON

/// Reads a session's stored events in display order, to fold them again.
struct SessionHistory {
    /// A stored event and what the last fold made of it.
    struct Entry {
        let event: FoldEvent
        let correlationID: String?
        let agent: String
        let tags: [String]
        /// The tags that the record itself had.
        let ownTags: [String]
        let isPartOfCall: Bool
    }

    let database: Database
    private let parser = JSONParser()

    init(_ database: Database) { self.database = database }

    func forEach(inSession sessionID: String, _ body: (Entry) throws -> Void) throws {
        try database.prepare(Self.select).forEachRow(sessionID) { row in
            try body(try entry(row))
        }
    }

    func entry(seq: Int64) throws -> Entry? {
        try database.prepare(Self.selectOne).firstRow(seq) { try entry($0) }
    }

    private func entry(_ row: borrowing Row) throws -> Entry {
        let key = OrderKey(
            time: Timestamp(text: row.text(2)) ?? .epoch, sourceOrder: row.optionalInt64(3), eventID: row.text(1))
        let payload = row.utf8(9)
        let facts = try Facts(payload: parser.parse(payload.bindMemory(to: UInt8.self)).root)
        let tags = TagList.decode(row.optionalText(13))
        let ownTags = row.optionalText(14).map { TagList.decode($0) } ?? tags
        let event = FoldEvent(
            seq: row.int64(0), key: key, source: row.text(15), entityType: EntityType(rawValue: row.text(4)) ?? .session,
            entityID: row.optionalText(5), status: row.optionalText(6).flatMap(Status.init(rawValue:)),
            severity: row.optionalText(16).flatMap(Severity.init(rawValue:)) ?? .info, title: row.optionalText(7),
            agent: row.optionalText(8), unit: row.optionalText(10), facts: facts,
            isMarkedCopied: ownTags.contains(Tag.copied))
        return Entry(
            event: event, correlationID: row.optionalText(11), agent: row.text(12), tags: tags, ownTags: ownTags,
            isPartOfCall: row.bool(17))
    }

    private static let columns = """
        seq, event_id, ts, source_order, entity_type, entity_id, status, title, agent_ref, payload_json, unit_ref, \
        correlation_id, agent, tags_json, tags_ref, source, severity, is_call
        """
    private static let selectOne = "SELECT \(Self.columns) FROM events WHERE seq = ?"
    private static let select = """
        SELECT \(Self.columns) FROM events WHERE session_id = ? ORDER BY ts, source_order, event_id
        """
}
