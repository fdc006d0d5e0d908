/// The statements that find where the items of one kind stand in a list, one for each way to them.
///
/// Each gives `PlaceColumn`s in the order of the list, from behind a place on. What is not shown there, though it stands there, is
/// given too, so that a page can end before it has passed over more than it may.
struct PlaceStatements {
    /// A statement for each order of the list.
    struct Pair {
        let oldest, newest: String

        subscript(order: EventListing.Order) -> String { order == .oldest ? oldest : newest }
    }

    let inOrder, ofRun, ofSession: Pair
    /// What moved during the walk, each at its place of page one.
    let moved: Pair
    let isCall: Bool

    static let events = PlaceStatements(EventPlaceSQL.items, moved: EventPlaceSQL.moved, isCall: false)
    static let calls = PlaceStatements(CallPlaceSQL.items, moved: CallPlaceSQL.moved, isCall: true)

    private init(_ items: PlacedItems, moved: PlacedItems, isCall: Bool) {
        inOrder = items.statements()
        ofRun = items.statements(of: "run_id")
        ofSession = items.statements(of: "session_id")
        self.moved = moved.statements()
        self.isCall = isCall
    }

    var all: [String] { [inOrder, ofRun, ofSession, moved].flatMap { [$0.oldest, $0.newest] } }
}

/// The first columns of a row that tells a place; a call's name follows them.
enum PlaceColumn {
    static let seq: Int32 = 0, time: Int32 = 1, order: Int32 = 2, eventID: Int32 = 3, isShown: Int32 = 4
    static let title: Int32 = 5, summary: Int32 = 6
    static let session: Int32 = 7, kind: Int32 = 8, entity: Int32 = 9
}

/// What a statement reads its places from.
///
/// `:walk` is NULL while nothing has moved since page one. Titles are only read when `:text` says so: all else but the lookup of
/// what is found comes from the index.
struct PlacedItems {
    let table: String
    /// The columns of the display order.
    let time, order, eventID: String
    let seq: String
    /// Whether the row is shown at that place.
    let isShown: String
    /// Title, summary and what names a call.
    let rest: String
    /// Which rows stand in the list at all.
    let conditions: String

    /// - Parameter owner: The column by whose index `:owner` is looked up.
    func statements(of owner: String? = nil) -> PlaceStatements.Pair {
        PlaceStatements.Pair(
            oldest: statement(of: owner, behind: ">", direction: ""), newest: statement(of: owner, behind: "<", direction: " DESC"))
    }

    /// An order that is NULL sorts first, as the smallest number does: a row value that holds NULL would compare as NULL.
    private func statement(of owner: String?, behind: String, direction: String) -> String {
        """
        SELECT \(seq), \(time), \(order), \(eventID), \(isShown), \(rest)
        FROM \(table)
        WHERE \(owner.map { "\($0) = :owner AND " } ?? "")\(time) >= :from AND \(time) < :to
          AND (\(time), ifnull(\(order), -9223372036854775808), \(eventID)) \(behind) (:ts, :order, :event)
          AND \(conditions)
        ORDER BY \(time)\(direction), \(order)\(direction), \(eventID)\(direction) LIMIT :limit
        """
    }
}
