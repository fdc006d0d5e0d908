internal import PlugwalkModel

/// What two reports of one fact together say of its time: the better quality wins, at equal quality the earlier time; an order
/// beats none, the lower wins. So the end does not depend on which came first.
struct BetterTime {
    private(set) var time: Timestamp
    private(set) var quality: TimeQuality
    private(set) var order: Int64?
    /// Whether the second report changed anything.
    private(set) var isChange = false

    init(_ stored: EventTable.Stored, _ event: RedactedEvent) {
        self.init(time: stored.time, quality: stored.quality, order: stored.sourceOrder, event)
    }

    init(_ first: PendingEvent, _ second: RedactedEvent) {
        self.init(time: first.time, quality: first.timeQuality, order: first.sourceOrder, second)
    }

    private init(time: Timestamp, quality: TimeQuality, order: Int64?, _ other: RedactedEvent) {
        (self.time, self.quality, self.order) = (time, quality, order)
        if other.timeQuality < quality || (other.timeQuality == quality && other.time < time) {
            (self.time, self.quality, isChange) = (other.time, other.timeQuality, true)
        }
        if let otherOrder = other.sourceOrder, order.map({ otherOrder < $0 }) ?? true {
            (self.order, isChange) = (otherOrder, true)
        }
    }
}

extension EventTable.Gaps {
    func isFilled(by event: RedactedEvent) -> Bool {
        (entityID && event.entityID != nil) || (title && event.title != nil) || (summary && event.summary != nil)
            || (unit && event.unit != nil) || (agent && event.agent != nil)
    }
}
