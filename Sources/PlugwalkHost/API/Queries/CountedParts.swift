internal import PlugwalkModel

/// A range as whole hours and minutes, which the roll-ups count, and what is left at its ends, which only the events tell.
struct CountedParts: Equatable {
    private(set) var hours: Range<Int64> = 0..<0
    private(set) var minutes: [Range<Int64>] = []
    private(set) var edges: [TimeRange] = []

    /// - Parameter usesHours: Whether hours may be counted as a whole.
    init(_ range: TimeRange, usesHours: Bool = true) {
        let first = range.from.map { ($0.milliseconds + 59_999).floorDivided(by: 60_000) } ?? Self.earliest
        let end = range.to?.minute ?? Self.latest
        guard first < end else {
            edges = [range]
            return
        }
        if let from = range.from, from != .start(ofMinute: first) {
            edges.append(TimeRange(from: from, to: .start(ofMinute: first)))
        }
        if let to = range.to, to != .start(ofMinute: end) { edges.append(TimeRange(from: .start(ofMinute: end), to: to)) }
        let (firstHour, endHour) = ((first + 59).floorDivided(by: 60), end.floorDivided(by: 60))
        guard usesHours, firstHour < endHour else {
            minutes = [first..<end]
            return
        }
        hours = firstHour..<endHour
        minutes = [first..<firstHour * 60, endHour * 60..<end].filter { !$0.isEmpty }
    }

    // Whole hours beyond all that can be stored.
    private static let earliest: Int64 = -60
    private static let latest: Int64 = (Timestamp.latest.minute / 60 + 1) * 60
}

extension Timestamp {
    static func start(ofMinute minute: Int64) -> Timestamp { Timestamp(milliseconds: minute * 60_000) }
}
