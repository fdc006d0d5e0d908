internal import PlugwalkModel
internal import SQLite

/// Tells from the roll-ups which minutes hold what a listing asks for, so that nothing else is looked through.
struct MinuteQueries {
    /// Where to look next.
    struct Windows {
        /// In the order of the list.
        var ranges: [TimeRange] = []
        /// Where it goes on behind them; nil when nothing is there any more.
        var rest: TimeRange?
    }

    private struct Hour {
        let number: Int64
        /// How many events lie in it, wanted or not.
        let events: Int64
    }

    let database: Database
    let listing: EventListing
    /// Whether calls are looked for. Their first event has their source, agent and type, but not yet their status or severity.
    let isCall: Bool

    /// The next minutes with at least `count` events that are wanted, each with those beside it. It ends with the hour in which
    /// the events to be looked through pass `most`.
    func windows(in rest: TimeRange, holding count: Int, amongst most: Int64) throws -> Windows {
        guard listing.filter.restrictsCounts else { return Windows(ranges: [rest]) }
        return isCall ? try callWindows(in: rest) : try eventWindows(in: rest, holding: count, amongst: most)
    }

    /// All hours in which calls begin that may be wanted: their index holds the rest of what they are filtered by.
    private func callWindows(in rest: TimeRange) throws -> Windows {
        guard try mayHoldCalls(rest) else { return Windows() }
        var filter = listing.filter
        (filter.severities, filter.statuses) = ([], [])
        guard filter.restrictsCounts else { return Windows(ranges: [rest]) }
        var runs: [ClosedRange<Int64>] = []
        for hour in try hours(filter, rest) { runs.join(hour.number * 60...hour.number * 60 + 59) }
        return Windows(ranges: runs.map(TimeRange.init(minutes:)))
    }

    private func eventWindows(in rest: TimeRange, holding count: Int, amongst most: Int64) throws -> Windows {
        let filter = listing.filter
        var runs: [ClosedRange<Int64>] = []
        var (found, passed): (Int64, Int64) = (0, 0)
        for hour in try hours(filter, rest) {
            passed += hour.events
            found += try addMinutes(of: hour.number, filter, rest, to: &runs)
            if found >= count || passed >= most {
                return Windows(ranges: runs.map(TimeRange.init(minutes:)), rest: self.rest(rest, behindHour: hour.number))
            }
        }
        return Windows(ranges: runs.map(TimeRange.init(minutes:)))
    }

    private func rest(_ rest: TimeRange, behindHour hour: Int64) -> TimeRange {
        switch listing.order {
        case .oldest: rest.from(.start(ofMinute: (hour + 1) * 60))
        case .newest: rest.to(.start(ofMinute: hour * 60))
        }
    }

    /// Whether any event of a call has a severity, and any a status, that the listing wants. They need not be one event, nor that
    /// of the call's agent.
    private func mayHoldCalls(_ rest: TimeRange) throws -> Bool {
        var (bySeverity, byStatus) = (EventFilter(), EventFilter())
        (bySeverity.types, bySeverity.severities) = (listing.filter.types, listing.filter.severities)
        (byStatus.types, byStatus.statuses) = (listing.filter.types, listing.filter.statuses)
        // A call is given up without an event that says so.
        if byStatus.statuses.contains(.cancelled) { byStatus.statuses = [] }
        // Its last event may lie behind the range in which it begins.
        let behind = TimeRange(from: rest.from)
        return try [bySeverity, byStatus].allSatisfy { try !hours($0, behind).isEmpty }
    }

    private func hours(_ filter: EventFilter, _ rest: TimeRange) throws -> [Hour] {
        var hours: [Hour] = []
        try database.prepare(Self.selectHours).visitRows(
            binding: { values in
                values.bind(rest.from.map { $0.minute.floorDivided(by: 60) } ?? .min, at: ":first")
                values.bind(rest.lastMinute.floorDivided(by: 60), at: ":last")
                bind(filter, to: &values)
            },
            body: { row in
                hours.append(Hour(number: row.int64(0), events: row.int64(1)))
                return .proceed
            })
        return listing.order == .oldest ? hours : hours.reversed()
    }

    /// Appends the hour's minutes that hold what is wanted, and returns how much that is.
    private func addMinutes(
        of hour: Int64, _ filter: EventFilter, _ rest: TimeRange, to runs: inout [ClosedRange<Int64>]
    ) throws -> Int64 {
        var minutes: [(number: Int64, events: Int64)] = []
        try database.prepare(Self.selectMinutes).visitRows(
            binding: { values in
                values.bind(max(rest.from?.minute ?? .min, hour * 60), at: ":first")
                values.bind(min(rest.lastMinute, hour * 60 + 59), at: ":last")
                bind(filter, to: &values)
            },
            body: { row in
                minutes.append((row.int64(0), row.int64(1)))
                return .proceed
            })
        for minute in listing.order == .oldest ? minutes : minutes.reversed() { runs.join(minute.number...minute.number) }
        return minutes.reduce(0) { $0 + $1.events }
    }

    private func bind(_ filter: EventFilter, to values: inout Bindings) {
        values.bind(isCall ? true : listing.calls == .folded ? false : nil, at: ":call")
        filter.bindCounted(to: &values)
    }

    private static let selectHours = """
        SELECT hour, sum(events) FROM hour_rollups
        WHERE hour >= :first AND hour <= :last GROUP BY hour
        HAVING total(events) FILTER (WHERE (:call IS NULL OR is_call = :call) AND \(EventFilter.rollupConditions)) > 0
        """
    private static let selectMinutes = """
        SELECT minute, sum(events) FROM rollups
        WHERE minute >= :first AND minute <= :last AND (:call IS NULL OR is_call = :call) AND \(EventFilter.rollupConditions)
        GROUP BY minute
        """
}

extension [ClosedRange<Int64>] {
    /// Appends minutes, to the last run of minutes if they lie beside it: to look through a minute more costs less than to begin anew.
    fileprivate mutating func join(_ minutes: ClosedRange<Int64>) {
        guard let last, last.lowerBound - 2 <= minutes.upperBound, minutes.lowerBound <= last.upperBound + 2 else {
            return append(minutes)
        }
        self[count - 1] = Swift.min(last.lowerBound, minutes.lowerBound)...Swift.max(last.upperBound, minutes.upperBound)
    }
}

extension TimeRange {
    fileprivate var lastMinute: Int64 { to.map { $0.advanced(byMilliseconds: -1).minute } ?? .max }

    fileprivate init(minutes: ClosedRange<Int64>) {
        self.init(from: .start(ofMinute: minutes.lowerBound), to: min(.latest, .start(ofMinute: minutes.upperBound + 1)))
    }
}
