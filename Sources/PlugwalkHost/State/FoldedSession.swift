internal import PlugwalkModel

/// The fold of one session, and a way back over its latest events: an event that arrives a little late, as from a second
/// observer, costs folding these again and not the whole session.
package final class FoldedSession {
    /// How many events lie between two places to go back to. Two are kept, so that at least so many can be undone.
    static let stride = 64

    /// One event that was folded, and what came of it.
    package struct Step: Sendable {
        package let event: FoldEvent
        package let placement: Placement
        /// What the spans that it changed were before; nil for those it began.
        let before: [Span.Key: Span?]
    }

    /// What new events made of the session.
    package struct Taken {
        /// Of the new events, in their order.
        package var placements: [Placement] = []
        /// Earlier events that are placed otherwise now.
        package var moved: [Step] = []
        /// Spans that begin elsewhere now, as they were; and those that are no more.
        package var spansBefore: [Span] = []
        package var removed: [Span.Key] = []
    }

    private struct Place {
        /// Without the index, which is the same at all places, and the spans: the steps tell what these were.
        let fold: SessionFold
        /// How many of `steps` lead to it.
        var steps: Int
    }

    package private(set) var fold: SessionFold
    /// Spans that changed since the caller last wrote them.
    package private(set) var changed: Set<Span.Key> = []
    private var places: [Place]
    private var steps: [Step] = []

    /// - Parameter index: The first pass over all events that will be applied.
    package init(index: SessionIndex = SessionIndex()) {
        fold = SessionFold(index: index)
        places = [Place(fold: SessionFold(), steps: 0)]
    }

    /// Takes new events, in display order.
    ///
    /// - Returns: Nil when one of them changes what came before all that can be undone: fold the session again from the start.
    package func take(_ events: [FoldEvent]) -> Taken? {
        var isRetroactive = false
        for event in events where fold.index.insert(event) { isRetroactive = true }
        guard !isRetroactive, let first = events.first else { return nil }
        if fold.isBefore(first.key) { return Taken(placements: events.map(apply)) }
        guard let place = places.lastIndex(where: { $0.fold.isBefore(first.key) }) else { return nil }
        return rewind(to: place, events)
    }

    /// Applies the next event of the display order, which the index knows already.
    package func apply(_ event: FoldEvent) -> Placement {
        let placement = fold.apply(event)
        steps.append(Step(event: event, placement: placement, before: fold.before))
        changed.formUnion(fold.before.keys)
        if steps.count - places[places.count - 1].steps >= Self.stride { markPlace() }
        return placement
    }

    /// Says that all spans are to be written.
    package func changeAll() { changed = Set(fold.spans.keys) }

    /// Says that what changed is written.
    package func noteWritten() { changed = [] }

    private func markPlace() {
        var bare = fold
        bare.index = SessionIndex()
        bare.spans = [:]
        places.append(Place(fold: bare, steps: steps.count))
        guard places.count > 2 else { return }
        places.removeFirst()
        let forgotten = places[0].steps
        steps.removeFirst(forgotten)
        for index in places.indices { places[index].steps -= forgotten }
    }

    /// Goes back to a place, and on from there with the new events among the old ones.
    private func rewind(to place: Int, _ events: [FoldEvent]) -> Taken {
        let undone = Array(steps[places[place].steps...])
        let written = changed
        var before = undo(undone, to: place)
        var taken = Taken()
        var late = events[...]
        func again(_ event: FoldEvent) -> Placement {
            let placement = apply(event)
            for (key, span) in fold.before where before[key] == nil { before[key] = .some(span) }
            return placement
        }
        for step in undone {
            while late.first.map({ $0.key < step.event.key }) == true { taken.placements.append(again(late.removeFirst())) }
            let placement = again(step.event)
            if placement != step.placement { taken.moved.append(steps[steps.count - 1]) }
        }
        for event in late { taken.placements.append(again(event)) }
        changed = written
        compare(with: before, &taken)
        return taken
    }

    /// - Returns: What the spans were, that the undone steps had changed.
    private func undo(_ undone: [Step], to place: Int) -> [Span.Key: Span?] {
        var before: [Span.Key: Span?] = [:]
        for key in undone.lazy.flatMap(\.before.keys) { before[key] = .some(fold.spans[key]) }
        // Taken out and put back, so that they are changed in place.
        var (spans, index) = (fold.spans, fold.index)
        fold = places[place].fold
        for step in undone.reversed() {
            for (key, span) in step.before { spans[key] = span }
        }
        swap(&fold.spans, &spans)
        swap(&fold.index, &index)
        steps.removeLast(undone.count)
        places.removeLast(places.count - place - 1)
        return before
    }

    private func compare(with before: [Span.Key: Span?], _ taken: inout Taken) {
        for (key, old) in before where fold.spans[key] != old {
            guard let span = fold.spans[key] else {
                taken.removed.append(key)
                continue
            }
            changed.insert(key)
            if let old, !old.beginsLike(span) { taken.spansBefore.append(old) }
        }
    }
}

extension SessionFold {
    fileprivate func isBefore(_ key: OrderKey) -> Bool { lastKey.map { $0 < key } ?? true }
}

extension Span {
    /// Whether both begin with the same event, at the same place of the order.
    func beginsLike(_ other: Span) -> Bool {
        firstSeq == other.firstSeq && startOrder == other.startOrder && startedAt == other.startedAt
    }
}
