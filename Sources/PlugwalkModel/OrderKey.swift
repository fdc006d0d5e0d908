/// The display order, which is also the order of every fold: `(ts, source_order, event_id)`.
///
/// Arrival never decides. An event without an order of its own sorts before those of its millisecond that have one.
package struct OrderKey: Hashable, Comparable, Sendable {
    package let time: Timestamp
    /// The source's own sequence, or nil when it has none.
    package let sourceOrder: Int64?
    package let eventID: String

    package init(time: Timestamp, sourceOrder: Int64?, eventID: String) {
        self.time = time
        self.sourceOrder = sourceOrder
        self.eventID = eventID
    }

    package static func < (left: OrderKey, right: OrderKey) -> Bool {
        if left.time != right.time { return left.time < right.time }
        let (leftOrder, rightOrder) = (left.sourceOrder ?? .min, right.sourceOrder ?? .min)
        if leftOrder != rightOrder { return leftOrder < rightOrder }
        return left.eventID < right.eventID
    }
}
