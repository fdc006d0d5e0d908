internal import PlugwalkModel
internal import SQLite

/// Counts events over time: from the roll-ups where they tell, else from the events.
struct HistogramQueries {
    let database: Database

    /// - Parameter range: An end that is open is that of the dataset, to the full minute.
    func histogram(_ filter: EventFilter, in range: TimeRange, buckets most: Int) throws -> Histogram {
        let whole = try extent()
        let from = range.from ?? range.to.map { min($0, whole.lowerBound) } ?? whole.lowerBound
        let to = range.to ?? max(from, whole.upperBound)
        var histogram = Histogram(from: from, to: to, most: most)
        let span = TimeRange(from: from, to: to)
        if !filter.sessionIDs.isEmpty {
            try countEvents(Self.ofSessions, filter, span, into: &histogram)
        } else if !filter.runIDs.isEmpty {
            try countEvents(Self.ofRuns, filter, span, into: &histogram)
        } else if histogram.isOfMinutes {
            let parts = CountedParts(span, usesHours: histogram.isOfHours)
            try countRolledUp(Self.ofHours, parts.hours, minutesEach: 60, filter, into: &histogram)
            for minutes in parts.minutes {
                try countRolledUp(Self.ofMinutes, minutes, minutesEach: 1, filter, into: &histogram)
            }
            for edge in parts.edges { try countEvents(Self.ofEvents, filter, edge, into: &histogram) }
        } else {
            try countEvents(Self.ofEvents, filter, span, into: &histogram)
        }
        return histogram
    }

    /// The minutes from the first event to the last; an empty range of the epoch when there is none.
    private func extent() throws -> Range<Timestamp> {
        let first = try database.prepare("SELECT min(ts) FROM events").firstRow { Timestamp(text: $0.optionalText(0) ?? "") } ?? nil
        let last = try database.prepare("SELECT max(ts) FROM events").firstRow { Timestamp(text: $0.optionalText(0) ?? "") } ?? nil
        guard let first, let last else { return .epoch..<(.epoch) }
        let end = min(.latest, Timestamp(milliseconds: (last.minute + 1) * 60_000))
        return Timestamp(milliseconds: first.minute * 60_000)..<end
    }

    private func countRolledUp(
        _ sql: String, _ numbers: Range<Int64>, minutesEach: Int64, _ filter: EventFilter, into histogram: inout Histogram
    ) throws {
        try database.prepare(sql).visitRows(
            binding: { values in
                values.bind(numbers.lowerBound, at: ":first")
                values.bind(numbers.upperBound, at: ":end")
                filter.bindCounted(to: &values)
            },
            body: { row in
                let time = Timestamp.start(ofMinute: row.int64(0) * minutesEach)
                for (column, severity) in [(1, .debug), (2, .info), (3, .warn), (4, .error)] as [(Int32, Severity)] {
                    histogram.add(row.int64(column), at: time, severity: severity)
                }
                return .proceed
            })
    }

    private func countEvents(
        _ sql: String, _ filter: EventFilter, _ range: TimeRange, into histogram: inout Histogram
    ) throws {
        try database.prepare(sql).visitRows(
            binding: { values in
                values.bind(range.lower, at: ":from")
                values.bind(range.upper, at: ":to")
                filter.bind(to: &values)
            },
            body: { row in
                if let time = Timestamp(text: row.text(0)) {
                    histogram.add(1, at: time, severity: Severity(rawValue: row.text(1)) ?? .info)
                }
                return .proceed
            })
    }

    private static let ofHours = """
        SELECT hour, sum(events) FILTER (WHERE severity = 'debug'), sum(events) FILTER (WHERE severity = 'info'),
          sum(events) FILTER (WHERE severity = 'warn'), sum(events) FILTER (WHERE severity = 'error')
        FROM hour_rollups WHERE hour >= :first AND hour < :end AND \(EventFilter.rollupConditions) GROUP BY hour
        """
    private static let ofMinutes = """
        SELECT minute, sum(events) FILTER (WHERE severity = 'debug'), sum(events) FILTER (WHERE severity = 'info'),
          sum(events) FILTER (WHERE severity = 'warn'), sum(events) FILTER (WHERE severity = 'error')
        FROM rollups WHERE minute >= :first AND minute < :end AND \(EventFilter.rollupConditions) GROUP BY minute
        """
    private static let ofEvents = """
        SELECT ts, severity FROM events WHERE ts >= :from AND ts < :to AND \(EventFilter.conditions)
        """
    private static let ofRuns = """
        SELECT ts, severity FROM events
        WHERE run_id IN (SELECT value FROM json_each(:runs)) AND ts >= :from AND ts < :to AND \(EventFilter.conditions)
        """
    private static let ofSessions = """
        SELECT ts, severity FROM events
        WHERE session_id IN (SELECT value FROM json_each(:sessions)) AND ts >= :from AND ts < :to
          AND \(EventFilter.conditions)
        """
}
