internal import AdapterABI
internal import PlugwalkModel

/// When an event happened, how sure that is, and what the source said if that cannot be.
struct EventTime: Equatable {
    var time: Timestamp
    var quality: TimeQuality
    var sourceTime: String?

    /// A clock that runs ahead by more than this is wrong: its events would stay on top for ever.
    static let tolerance: Int64 = 5_000

    /// - Parameter nanoseconds: UTC since 1970, or `PW_TIME_UNKNOWN`.
    init(nanoseconds: Int64, flags: UInt32, receivedAt: Timestamp) {
        guard nanoseconds != RawEvent.unknownTime else {
            self.init(time: receivedAt, quality: .arrival)
            return
        }
        let time = Timestamp(milliseconds: nanoseconds.floorDivided(by: 1_000_000))
        guard time.isRepresentable, time <= receivedAt.advanced(byMilliseconds: Self.tolerance) else {
            let said = time.isRepresentable ? time.text : "\(nanoseconds) ns"
            self.init(time: receivedAt, quality: .arrival, sourceTime: said)
            return
        }
        self.init(time: time, quality: Self.quality(flags))
    }

    private init(time: Timestamp, quality: TimeQuality, sourceTime: String? = nil) {
        self.time = time
        self.quality = quality
        self.sourceTime = sourceTime
    }

    private static func quality(_ flags: UInt32) -> TimeQuality {
        if flags & UInt32(PW_EVENT_ESTIMATED) != 0 { return .estimated }
        return flags & UInt32(PW_EVENT_STAMPED) != 0 ? .stamped : .exact
    }
}

extension Int64 {
    /// Rounds towards the past, also before 1970.
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
