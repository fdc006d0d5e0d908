internal import PlugwalkModel

/// Between which texts of times the rest of a list lies; the upper one is not part of it.
struct ListBounds {
    let lower: String
    let upper: String
}

extension EventListing {
    /// What is left of a range.
    func rest(of range: TimeRange, after place: OrderKey?) -> TimeRange {
        guard let time = place?.time else { return range }
        switch order {
        case .oldest: return range.from(time)
        case .newest: return range.through(time)
        }
    }

    /// The part of the listing's own range that lies before a place or holds it.
    func bounds(upTo place: OrderKey?) -> TimeRange {
        guard let time = place?.time else { return range }
        switch order {
        case .oldest: return range.through(time)
        case .newest: return range.from(time)
        }
    }

    /// The place before everything that lies in a range.
    func start(of range: TimeRange) -> OrderKey? {
        let time = order == .oldest ? range.from : range.to
        return time.map { OrderKey(time: $0, sourceOrder: nil, eventID: "") }
    }

    /// What is left of a part of the listing's own range.
    func bounds(after place: OrderKey?, within part: TimeRange) -> ListBounds {
        let rest = rest(of: range, after: place)
        return ListBounds(lower: max(rest.lower, part.lower), upper: min(rest.upper, part.upper))
    }
}

extension TimeRange {
    /// The range from that moment on, if it does not begin later anyway.
    func from(_ moment: Timestamp?) -> TimeRange {
        guard let moment else { return self }
        return TimeRange(from: max(from ?? .epoch, moment), to: to)
    }

    /// The range up to that moment, if it does not end earlier anyway.
    func to(_ moment: Timestamp?) -> TimeRange {
        guard let moment else { return self }
        return TimeRange(from: from, to: min(to ?? moment, moment))
    }

    /// The range up to that moment and with it, if it does not end earlier anyway.
    func through(_ moment: Timestamp) -> TimeRange {
        // Nothing comes behind the latest moment.
        moment < .latest ? to(moment.advanced(byMilliseconds: 1)) : self
    }

    func contains(_ time: Timestamp) -> Bool {
        (from.map { $0 <= time } ?? true) && (to.map { time < $0 } ?? true)
    }
}
