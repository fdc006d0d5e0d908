internal import PlugwalkModel
internal import SQLite

/// What one event counts under: its minute, its session, and what one filters by.
struct Tally: Hashable {
    let minute: Int64
    let sessionID: String
    let source, severity, status, entityType, agent: String
    /// Whether it is part of a call that has a span.
    let isPartOfCall: Bool

    init(_ event: Event, isPartOfCall: Bool) {
        minute = event.time.minute
        sessionID = event.sessionID ?? ""
        source = event.source
        severity = event.severity.rawValue
        status = event.status?.rawValue ?? ""
        entityType = event.entityType.rawValue
        agent = event.agent
        self.isPartOfCall = isPartOfCall
    }

    /// Reads a row of `EventTable.selectTally`.
    init(row: borrowing Row) {
        minute = (Timestamp(text: row.text(0)) ?? .epoch).minute
        sessionID = row.optionalText(1) ?? ""
        source = row.text(2)
        severity = row.optionalText(3) ?? Severity.info.rawValue
        status = row.optionalText(4) ?? ""
        entityType = row.text(5)
        agent = row.text(6)
        isPartOfCall = row.bool(7)
    }
}

extension Timestamp {
    /// The minute since 1970 that the moment lies in.
    var minute: Int64 { milliseconds.floorDivided(by: 60_000) }
}
