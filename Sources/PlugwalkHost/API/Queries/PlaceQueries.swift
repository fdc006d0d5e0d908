internal import PlugwalkModel
internal import SQLite

/// Finds where the items of a list stand: the events, or the calls, that a listing asks for.
///
/// There are three ways to them, each with its index: by display order, by run, by session.
struct PlaceQueries {
    /// Statements for one kind of items: each for the first and for the last of the list.
    struct Statements {
        let inOrder, ofRun, ofSession: (oldest: String, newest: String)
        let moved: String
        let isCall: Bool

        static let events = Statements(
            inOrder: (EventPlaceSQL.oldest, EventPlaceSQL.newest), ofRun: (EventPlaceSQL.oldestOfRun, EventPlaceSQL.newestOfRun),
            ofSession: (EventPlaceSQL.oldestOfSession, EventPlaceSQL.newestOfSession), moved: EventPlaceSQL.moved, isCall: false)
        static let calls = Statements(
            inOrder: (CallPlaceSQL.oldest, CallPlaceSQL.newest), ofRun: (CallPlaceSQL.oldestOfRun, CallPlaceSQL.newestOfRun),
            ofSession: (CallPlaceSQL.oldestOfSession, CallPlaceSQL.newestOfSession), moved: CallPlaceSQL.moved, isCall: true)
    }

    /// How many texts a page reads at most to find words in them: about 10 ms.
    static let textBudget = 4_000
    /// How many events it passes over at most for that, to the full hour.
    static let rowBudget: Int64 = 20_000

    let database: Database
    let listing: EventListing
    let walk: Walk
    /// Whether items may have moved since page one.
    let hasMoves: Bool
    let place: OrderKey?
    /// How many places are wanted.
    let limit: Int

    /// The first places of the list behind `place`.
    func places(_ statements: Statements) throws -> ListStretch {
        let filter = listing.filter
        var stretch = ListStretch()
        if !filter.sessionIDs.isEmpty {
            for session in filter.sessionIDs.sorted() {
                try read(statements.ofSession, of: session, statements, share: filter.sessionIDs.count, into: &stretch)
            }
        } else if !filter.runIDs.isEmpty {
            for run in filter.runIDs.sorted() {
                try read(statements.ofRun, of: run, statements, share: filter.runIDs.count, into: &stretch)
            }
        } else {
            try readInOrder(statements, into: &stretch)
        }
        if hasMoves { try readMoved(statements, into: &stretch) }
        return stretch
    }

    private func pick(_ sql: (oldest: String, newest: String)) -> String {
        listing.order == .oldest ? sql.oldest : sql.newest
    }

    private func read(
        _ sql: (oldest: String, newest: String), of owner: String, _ statements: Statements, share: Int,
        into stretch: inout ListStretch
    ) throws {
        var budget = max(budget(statements) / share, 1)
        let found = try read(pick(sql), statements, owner: owner, in: listing.range, count: limit, &budget)
        stretch.places += found.places
        stretch.shorten(to: found.end, listing.order)
    }

    /// Reads through the minutes that hold what is wanted, as the roll-ups tell.
    private func readInOrder(_ statements: Statements, into stretch: inout ListStretch) throws {
        var budget = budget(statements)
        let minutes = MinuteQueries(database: database, listing: listing, isCall: statements.isCall)
        var rest: TimeRange? = listing.bounds(after: place)
        while let part = rest, stretch.places.count < limit, stretch.end == nil {
            let isSearch = !listing.words.isEmpty
            let windows = try minutes.windows(
                in: part, holding: isSearch ? budget : limit - stretch.places.count, amongst: isSearch ? Self.rowBudget : .max)
            for range in windows.ranges where stretch.places.count < limit && stretch.end == nil {
                let count = limit - stretch.places.count
                let found = try read(pick(statements.inOrder), statements, owner: nil, in: range, count: count, &budget)
                stretch.places += found.places
                stretch.end = found.end
            }
            rest = windows.rest
            if isSearch, stretch.end == nil, stretch.places.count < limit { stretch.end = rest.flatMap(listing.start(of:)) }
        }
    }

    private func budget(_ statements: Statements) -> Int {
        switch (listing.calls, statements.isCall) {
        case (.raw, _): Self.textBudget
        case (.folded, false): Self.textBudget / 2
        // A call's text stands in three rows.
        case (.folded, true): Self.textBudget / 6
        }
    }

    /// - Parameter budget: How many more texts may be read; when it is used up, the stretch says where.
    private func read(
        _ sql: String, _ statements: Statements, owner: String?, in range: TimeRange, count: Int, _ budget: inout Int
    ) throws -> ListStretch {
        var stretch = ListStretch()
        let bounds = listing.bounds(after: place, within: range)
        guard bounds.lower < bounds.upper else { return stretch }
        try database.prepare(sql).visitRows(
            binding: { values in
                if let owner { values.bind(owner, at: ":owner") }
                bind(bounds, to: &values, isCall: statements.isCall)
                // The words are looked for here: how many rows that takes, nobody knows.
                values.bind(listing.words.isEmpty ? count : -1, at: ":limit")
            },
            body: { row in
                if listing.words.isEmpty || listing.words.match(row.utf8(4), row.utf8(5)) {
                    stretch.places.append(ListPlace(row: row, isCall: statements.isCall))
                    if stretch.places.count == count { return .stop }
                }
                if !listing.words.isEmpty { budget -= 1 }
                if budget > 0 { return .proceed }
                stretch.end = ListPlace(row: row, isCall: statements.isCall).key
                return .stop
            })
        return stretch
    }

    private func bind(_ bounds: ListBounds, to values: inout Bindings, isCall: Bool) {
        values.bind(bounds.lower, at: ":from")
        values.bind(bounds.upper, at: ":to")
        values.bind(place?.time.text ?? (listing.order == .oldest ? "" : TimeRange.endOfTime), at: ":ts")
        values.bind(place?.sourceOrder ?? .min, at: ":order")
        values.bind(place?.eventID ?? "", at: ":event")
        bindCommon(to: &values, isCall: isCall)
    }

    private func bindCommon(to values: inout Bindings, isCall: Bool) {
        listing.filter.bind(to: &values)
        values.bind(!listing.words.isEmpty, at: ":text")
        values.bind(walk.watermark, at: ":watermark")
        values.bind(hasMoves ? walk.reordering : nil, at: ":walk")
        if !isCall { values.bind(listing.calls == .folded ? true : nil, at: ":alone") }
    }

    /// What has moved since page one stands in this walk where it stood then.
    private func readMoved(_ statements: Statements, into stretch: inout ListStretch) throws {
        try database.prepare(statements.moved).visitRows(
            binding: { bindCommon(to: &$0, isCall: statements.isCall) },
            body: { row in
                guard listing.words.isEmpty || listing.words.match(row.utf8(4), row.utf8(5)) else { return .proceed }
                let moved = ListPlace(row: row, isCall: statements.isCall)
                let isBehind = place.map { listing.order.isAscending($0, moved.key) } ?? true
                if isBehind, listing.range.contains(moved.key.time) { stretch.places.append(moved) }
                return .proceed
            })
    }
}

extension ListStretch {
    /// Takes note of how far another part was looked at.
    mutating func shorten(to other: OrderKey?, _ order: EventListing.Order) {
        guard let other else { return }
        end = end.map { order.isAscending($0, other) ? $0 : other } ?? other
    }
}
