internal import PlugwalkModel
internal import SQLite

/// How many events have one combination of the values that one filters by.
struct EventCount: Equatable {
    let source, agent, severity: String
    /// Empty for events without one.
    let status: String
    let type: String
    let events: Int64

    fileprivate init(row: borrowing Row) {
        source = row.text(0)
        agent = row.text(1)
        severity = row.text(2)
        status = row.text(3)
        type = row.text(4)
        events = row.int64(5)
    }
}

/// Counts events by what one filters by: from the counts per hour, minute or session, and from the events themselves only where
/// those do not tell.
struct FacetQueries {
    let database: Database

    /// The counts of the events in a range that are of the filter's runs and sessions, whatever else it says.
    func counts(_ filter: EventFilter, in range: TimeRange) throws -> [EventCount] {
        guard filter.runIDs.isEmpty, filter.sessionIDs.isEmpty else { return try ownedCounts(filter, range) }
        let parts = CountedParts(range)
        return try rolledUp(Self.ofHours, parts.hours) + parts.minutes.flatMap { try rolledUp(Self.ofMinutes, $0) }
            + parts.edges.flatMap { try eventCounts(Self.ofEvents, filter, $0) }
    }

    /// The counts of a run's events.
    func counts(ofRun runID: String) throws -> [EventCount] {
        var filter = EventFilter()
        filter.runIDs = [runID]
        return try ownedCounts(filter, TimeRange())
    }

    private func rolledUp(_ sql: String, _ numbers: Range<Int64>) throws -> [EventCount] {
        try database.prepare(sql).mapRows(numbers.lowerBound, numbers.upperBound) { EventCount(row: $0) }
    }

    private func ownedCounts(_ filter: EventFilter, _ range: TimeRange) throws -> [EventCount] {
        let sessions = filter.sessionIDs.isEmpty ? Self.ofRunSessions : Self.ofSessions
        if range == TimeRange() {
            return try database.prepare(sessions).mapRows(
                EventFilter.json(filter.sessionIDs), EventFilter.json(filter.runIDs)
            ) { EventCount(row: $0) }
        }
        return try eventCounts(filter.sessionIDs.isEmpty ? Self.ofRunEvents : Self.ofSessionEvents, filter, range)
    }

    private func eventCounts(_ sql: String, _ filter: EventFilter, _ range: TimeRange) throws -> [EventCount] {
        try database.prepare(sql).mapRows(
            range.lower, range.upper, EventFilter.json(filter.sessionIDs), EventFilter.json(filter.runIDs)
        ) { EventCount(row: $0) }
    }

    private static let ofHours = """
        SELECT source, agent, severity, status, entity_type, sum(events) FROM hour_rollups WHERE hour >= ?1 AND hour < ?2
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofMinutes = """
        SELECT source, agent, severity, status, entity_type, sum(events) FROM rollups WHERE minute >= ?1 AND minute < ?2
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofSessions = """
        SELECT source, agent, severity, status, entity_type, sum(events) FROM tallies
        WHERE session_id IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR session_id IN (
          SELECT session_id FROM sessions WHERE run_id IN (SELECT value FROM json_each(?2))))
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofRunSessions = """
        SELECT source, agent, severity, status, entity_type, sum(events) FROM tallies
        WHERE ?1 IS NULL AND session_id IN (
          SELECT session_id FROM sessions WHERE run_id IN (SELECT value FROM json_each(?2)))
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofEvents = """
        SELECT source, agent, severity, ifnull(status, ''), entity_type, count(*) FROM events
        WHERE ts >= ?1 AND ts < ?2 AND ?3 IS NULL AND ?4 IS NULL
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofRunEvents = """
        SELECT source, agent, severity, ifnull(status, ''), entity_type, count(*) FROM events
        WHERE run_id IN (SELECT value FROM json_each(?4)) AND ts >= ?1 AND ts < ?2 AND ?3 IS NULL
        GROUP BY source, agent, severity, status, entity_type
        """
    private static let ofSessionEvents = """
        SELECT source, agent, severity, ifnull(status, ''), entity_type, count(*) FROM events
        WHERE session_id IN (SELECT value FROM json_each(?3)) AND ts >= ?1 AND ts < ?2
          AND (?4 IS NULL OR run_id IN (SELECT value FROM json_each(?4)))
        GROUP BY source, agent, severity, status, entity_type
        """
}
