internal import PlugwalkModel
internal import SQLite

/// Reads the pages of lists of events.
///
/// First it is found where the items stand, out of indexes alone; then those of the page are read.
struct EventPages {
    struct Page {
        let items: [EventItem]
        /// The place behind which the next page begins; nil on the last one.
        let next: OrderKey?
    }

    let database: Database

    /// The items behind `place`, as they stood at the walk's first page. A page may have fewer items than `limit`, even none,
    /// though another follows: to find words, or what has moved, none looks at more than some `PlaceQueries.lookBudget` places.
    func page(_ listing: EventListing, _ walk: Walk, after place: OrderKey?, limit: Int) throws -> Page {
        let hasMoves = try WalkQueries(database: database).hasMoves(since: walk)
        let queries = PlaceQueries(
            database: database, listing: listing, walk: walk, hasMoves: hasMoves, place: place,
            // One more than asked for tells whether there is a next page.
            limit: limit + 1)
        var stretch = try queries.places(.events)
        if listing.calls == .folded {
            let reach = stretch.reach(of: queries.limit, listing.order)
            stretch.join(try queries.places(.calls, upTo: reach), listing.order)
        }
        let order = listing.order
        let places = stretch.places
            .filter { place in stretch.end.map { !order.isAscending($0, place.key) } ?? true }
            .sorted { order.isAscending($0.key, $1.key) }
        let page = places.prefix(limit)
        return Page(items: try items(page), next: places.count > limit ? page.last?.key : stretch.end)
    }

    private func items(_ places: ArraySlice<ListPlace>) throws -> [EventItem] {
        let calls = CallQueries(database: database)
        let folded = try places.map { try $0.call.flatMap(calls.folded) }
        let seqs = zip(places, folded).flatMap { place, call in [place.seq] + (call.map { [$0.newestSeq] } ?? []) }
        let events = try EventQueries(database: database).events(numbered: seqs)
        return zip(places, folded).compactMap { place, call in
            events[place.seq].map { EventItem($0, call, newest: call.flatMap { events[$0.newestSeq] }) }
        }
    }
}

/// What a list shows in one place: an event, or the events of a call in one.
struct EventItem {
    let event: Event
    let call: CallQueries.Folded?

    /// - Parameter newest: The newest event of the call: it says how the call is.
    init(_ event: Event, _ call: CallQueries.Folded?, newest: Event?) {
        var event = event
        if let call, let newest {
            event.status = Status(rawValue: call.call.status) ?? newest.status
            event.severity = newest.severity
            event.title = call.title ?? event.title
            event.summary = newest.summary ?? event.summary
        }
        self.event = event
        self.call = call
    }
}
