/// Which events a list shows, and how.
struct EventListing: Equatable {
    /// The display order, from its beginning or from its end.
    enum Order: String, CaseIterable, Sendable { case oldest, newest }

    /// Whether the events of one call stand alone or are one item, at the place of the first.
    enum Calls: String, CaseIterable, Sendable { case raw, folded }

    var filter = EventFilter()
    var range = TimeRange()
    var words = SearchWords()
    var order = Order.oldest
    var calls = Calls.raw
}
