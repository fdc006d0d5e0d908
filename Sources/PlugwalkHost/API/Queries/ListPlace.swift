internal import PlugwalkModel
internal import SQLite

/// Where one item stands in a list of events, before it is read.
struct ListPlace {
    /// The place at page one, which is the item's own unless it has moved since.
    let key: OrderKey
    /// The event that stands there.
    let seq: Int64
    /// The call whose events are folded into it.
    let call: CallKey?

    /// Reads a row of `PlaceStatements`.
    init(row: borrowing Row, isCall: Bool) {
        key = OrderKey(
            time: Timestamp(text: row.text(PlaceColumn.time)) ?? .epoch, sourceOrder: row.optionalInt64(PlaceColumn.order),
            eventID: row.text(PlaceColumn.eventID))
        seq = row.int64(PlaceColumn.seq)
        call =
            isCall
            ? CallKey(
                sessionID: row.text(PlaceColumn.session), kind: row.text(PlaceColumn.kind), entityID: row.text(PlaceColumn.entity))
            : nil
    }
}

/// What names a call.
struct CallKey: Hashable {
    let sessionID: String
    /// `call` or `task`.
    let kind: String
    let entityID: String
}

/// Part of a list: what was found of it, and how far was looked.
struct ListStretch {
    var places: [ListPlace] = []
    /// Nothing behind this place was looked at, though there may be more; nil when all was, or enough was found.
    var end: OrderKey?
}

extension EventListing.Order {
    /// Whether one place comes before the other.
    func isAscending(_ left: OrderKey, _ right: OrderKey) -> Bool { self == .oldest ? left < right : right < left }
}
