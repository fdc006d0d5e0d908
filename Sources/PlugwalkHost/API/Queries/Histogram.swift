internal import PlugwalkModel

/// How many events there were in each of equal spans of time, by severity.
struct Histogram: Equatable {
    struct Bucket: Equatable {
        var debug: Int64 = 0
        var info: Int64 = 0
        var warn: Int64 = 0
        var error: Int64 = 0

        var events: Int64 { debug + info + warn + error }
    }

    let from, to: Timestamp
    /// When the first bucket begins: at `from` or before it, at a round time.
    let origin: Timestamp
    let bucketMs: Int64
    private(set) var buckets: [Bucket]

    /// Steps whose multiples are round times.
    private static let steps: [Int64] = {
        let milliseconds: [Int64] = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        let sixtieths: [Int64] = [1, 2, 5, 10, 15, 30]
        let hours: [Int64] = [1, 2, 3, 6, 12]
        return milliseconds + sixtieths.map { $0 * 1_000 } + sixtieths.map { $0 * 60_000 } + hours.map { $0 * 3_600_000 }
            + (0..<23).map { 86_400_000 << $0 }
    }()

    /// Empty buckets for a span of time, as narrow as `most` of them allow.
    ///
    /// A span of more than an hour has buckets of whole minutes, so that the roll-ups tell them.
    init(from: Timestamp, to: Timestamp, most: Int) {
        let narrowest: Int64 = to.milliseconds - from.milliseconds > 3_600_000 ? 60_000 : 1
        let count = { (step: Int64) in
            to.milliseconds == from.milliseconds
                ? 0 : (to.milliseconds - 1).floorDivided(by: step) - from.milliseconds.floorDivided(by: step) + 1
        }
        let step = Self.steps.first { $0 >= narrowest && count($0) <= most }
        self.from = from
        self.to = to
        // One bucket is all that is wanted, and no round time lies before both ends of the span.
        bucketMs = step ?? max(1, to.milliseconds - from.milliseconds)
        origin = step.map { Timestamp(milliseconds: from.milliseconds.floorDivided(by: $0) * $0) } ?? from
        buckets = Array(repeating: Bucket(), count: step.map { Int(count($0)) } ?? 1)
    }

    /// Whether a minute never lies in two buckets.
    var isOfMinutes: Bool { bucketMs.isMultiple(of: 60_000) && origin.milliseconds.isMultiple(of: 60_000) }

    /// Whether an hour never lies in two buckets.
    var isOfHours: Bool { bucketMs.isMultiple(of: 3_600_000) && origin.milliseconds.isMultiple(of: 3_600_000) }

    mutating func add(_ events: Int64, at time: Timestamp, severity: Severity) {
        let index = Int((time.milliseconds - origin.milliseconds).floorDivided(by: bucketMs))
        guard buckets.indices.contains(index) else { return }
        switch severity {
        case .debug: buckets[index].debug += events
        case .info: buckets[index].info += events
        case .warn: buckets[index].warn += events
        case .error: buckets[index].error += events
        }
    }

    func start(of index: Int) -> Timestamp { origin.advanced(byMilliseconds: Int64(index) * bucketMs) }
}
