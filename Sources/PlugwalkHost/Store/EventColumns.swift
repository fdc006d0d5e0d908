package import PlugwalkModel
package import SQLite

/// The columns of an event as the API shows it, in the order in which `Event.init(row:)` reads them.
package enum EventColumns {
    package static let list = """
        seq, event_id, ts, ts_quality, source_order, source_ts, received_at, instance, source, source_event, run_id, \
        session_id, parent_session_id, agent, entity_type, entity_id, status, severity, title, summary, payload_json, \
        correlation_id, tags_json
        """
}

extension Event {
    /// Reads a row of `EventColumns.list`.
    package init(row: borrowing Row) {
        self.init(
            seq: row.int64(0), eventID: row.text(1), time: Timestamp(text: row.text(2)) ?? .epoch,
            timeQuality: TimeQuality(rawValue: row.text(3)) ?? .arrival, sourceOrder: row.optionalInt64(4),
            sourceTime: row.optionalText(5), receivedAt: Timestamp(text: row.text(6)) ?? .epoch,
            instance: row.text(7), source: row.text(8), sourceEvent: row.text(9), runID: row.optionalText(10),
            sessionID: row.optionalText(11), parentSessionID: row.optionalText(12), agent: row.text(13),
            entityType: EntityType(rawValue: row.text(14)) ?? .session, entityID: row.optionalText(15),
            status: row.optionalText(16).flatMap(Status.init(rawValue:)),
            severity: row.optionalText(17).flatMap(Severity.init(rawValue:)) ?? .info,
            title: row.optionalText(18), summary: row.optionalText(19), payload: row.optionalText(20) ?? "{}",
            correlationID: row.optionalText(21), tags: TagList.decode(row.optionalText(22)))
    }
}
