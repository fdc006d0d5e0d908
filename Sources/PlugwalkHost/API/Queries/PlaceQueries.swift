internal import PlugwalkModel
internal import SQLite

/// Finds where the items of a list stand: the events, or the calls, that a listing asks for.
///
/// There are three ways to them, each with its index: by display order, by run, by session.
struct PlaceQueries {
    /// How many places a page looks at at most, beside those it shows, to find words or because items have moved: about 10 ms.
    static let lookBudget = 4_000
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
    ///
    /// - Parameter last: Behind it nothing is wanted.
    func places(_ statements: PlaceStatements, upTo last: OrderKey? = nil) throws -> ListStretch {
        let range = listing.bounds(upTo: last)
        guard hasMoves else { return try standing(statements, in: range) }
        var stretch = try read(statements.moved, statements, in: range)
        let reach = stretch.reach(of: limit, listing.order) ?? last
        stretch.join(try standing(statements, in: listing.bounds(upTo: reach)), listing.order)
        return stretch
    }

    /// The places of what has not moved.
    private func standing(_ statements: PlaceStatements, in range: TimeRange) throws -> ListStretch {
        let filter = listing.filter
        let owners = filter.sessionIDs.isEmpty ? filter.runIDs : filter.sessionIDs
        let pair = filter.sessionIDs.isEmpty ? statements.ofRun : statements.ofSession
        if owners.isEmpty { return try standingInOrder(statements, in: range) }
        var stretch = ListStretch()
        for owner in owners.sorted() {
            stretch.join(try read(pair, of: owner, statements, share: owners.count, in: range), listing.order)
        }
        return stretch
    }

    /// Reads through the minutes that hold what is wanted, as the roll-ups tell.
    private func standingInOrder(_ statements: PlaceStatements, in range: TimeRange) throws -> ListStretch {
        var stretch = ListStretch()
        var budget = budget(statements)
        let minutes = MinuteQueries(database: database, listing: listing, isCall: statements.isCall)
        var rest: TimeRange? = listing.rest(of: range, after: place)
        while let part = rest, stretch.places.count < limit, stretch.end == nil {
            let isSearch = !listing.words.isEmpty
            let windows = try minutes.windows(
                in: part, holding: isSearch ? budget : limit - stretch.places.count, amongst: isSearch ? Self.rowBudget : .max)
            for range in windows.ranges where stretch.places.count < limit && stretch.end == nil {
                let count = limit - stretch.places.count
                let found = try read(statements.inOrder, statements, owner: nil, in: range, count: count, &budget)
                stretch.places += found.places
                stretch.end = found.end
            }
            rest = windows.rest
            if isSearch, stretch.end == nil, stretch.places.count < limit { stretch.end = rest.flatMap(listing.start(of:)) }
        }
        return stretch
    }

    private func read(
        _ pair: PlaceStatements.Pair, of owner: String? = nil, _ statements: PlaceStatements, share: Int = 1, in range: TimeRange
    ) throws -> ListStretch {
        var budget = max(budget(statements) / share, 1)
        return try read(pair, statements, owner: owner, in: range, count: limit, &budget)
    }

    private func budget(_ statements: PlaceStatements) -> Int {
        switch (listing.calls, statements.isCall) {
        case (.raw, _): Self.lookBudget
        case (.folded, false): Self.lookBudget / 2
        // A call's text stands in three rows.
        case (.folded, true): Self.lookBudget / 6
        }
    }

    /// - Parameter budget: How many more places may be looked at in vain; when it is used up, the stretch says where.
    private func read(
        _ pair: PlaceStatements.Pair, _ statements: PlaceStatements, owner: String?, in range: TimeRange, count: Int,
        _ budget: inout Int
    ) throws -> ListStretch {
        var stretch = ListStretch()
        let bounds = listing.bounds(after: place, within: range)
        guard bounds.lower < bounds.upper else { return stretch }
        let isLooking = hasMoves || !listing.words.isEmpty
        try database.prepare(pair[listing.order]).visitRows(
            binding: { values in
                if let owner { values.bind(owner, at: ":owner") }
                bind(bounds, to: &values, isCall: statements.isCall)
                // How many rows it takes to find what is shown, nobody knows.
                values.bind(isLooking ? -1 : count, at: ":limit")
            },
            body: { row in
                if isShown(row) {
                    stretch.places.append(ListPlace(row: row, isCall: statements.isCall))
                    if stretch.places.count == count { return .stop }
                    if listing.words.isEmpty { return .proceed }
                }
                budget -= 1
                if budget > 0 { return .proceed }
                stretch.end = ListPlace(row: row, isCall: statements.isCall).key
                return .stop
            })
        return stretch
    }

    private func isShown(_ row: borrowing Row) -> Bool {
        guard row.int64(PlaceColumn.isShown) == 1 else { return false }
        return listing.words.isEmpty || listing.words.match(row.utf8(PlaceColumn.title), row.utf8(PlaceColumn.summary))
    }

    private func bind(_ bounds: ListBounds, to values: inout Bindings, isCall: Bool) {
        values.bind(bounds.lower, at: ":from")
        values.bind(bounds.upper, at: ":to")
        values.bind(place?.time.text ?? (listing.order == .oldest ? "" : TimeRange.endOfTime), at: ":ts")
        values.bind(place?.sourceOrder ?? .min, at: ":order")
        values.bind(place?.eventID ?? "", at: ":event")
        listing.filter.bind(to: &values)
        values.bind(!listing.words.isEmpty, at: ":text")
        values.bind(walk.watermark, at: ":watermark")
        values.bind(hasMoves ? walk.reordering : nil, at: ":walk")
        if !isCall { values.bind(listing.calls == .folded ? true : nil, at: ":alone") }
    }
}

extension ListStretch {
    /// Adds what was found in another part, and takes note of how far that was looked at.
    mutating func join(_ other: ListStretch, _ order: EventListing.Order) {
        places += other.places
        end = [end, other.end].compactMap(\.self).min(by: order.isAscending)
    }

    /// The place behind which nothing belongs to a page of `limit` places, whatever other parts hold; nil when nobody knows.
    func reach(of limit: Int, _ order: EventListing.Order) -> OrderKey? {
        let last = places.count < limit ? nil : places.map(\.key).sorted(by: order.isAscending)[limit - 1]
        return [end, last].compactMap(\.self).min(by: order.isAscending)
    }
}
