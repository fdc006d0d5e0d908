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
        /// Without the index, which is the same at all places.
        let fold: SessionFold
        /// How many of `steps` lead to it.
        var steps: Int
    }

    package private(set) var fold: SessionFold
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
        steps.append(Step(event: event, placement: placement))
        if steps.count - places[places.count - 1].steps >= Self.stride { markPlace() }
        return placement
    }

    /// Says that all spans are to be written.
    package func changeAll() { fold.changed = Set(fold.spans.keys) }

    /// Says that what changed is written.
    package func noteWritten() { fold.changed = [] }

    private func markPlace() {
        var bare = fold
        bare.index = SessionIndex()
        bare.changed = []
        places.append(Place(fold: bare, steps: steps.count))
        guard places.count > 2 else { return }
        places.removeFirst()
        let forgotten = places[0].steps
        steps.removeFirst(forgotten)
        for index in places.indices { places[index].steps -= forgotten }
    }

    /// Goes back to a place, and on from there with the new events among the old ones.
    private func rewind(to place: Int, _ events: [FoldEvent]) -> Taken {
        let old = fold
        let undone = Array(steps[places[place].steps...])
        fold = places[place].fold
        fold.index = old.index
        steps.removeLast(undone.count)
        places.removeLast(places.count - place - 1)
        var taken = Taken()
        var late = events[...]
        for step in undone {
            while let event = late.first, event.key < step.event.key {
                taken.placements.append(apply(event))
                late.removeFirst()
            }
            let placement = apply(step.event)
            if placement != step.placement { taken.moved.append(Step(event: step.event, placement: placement)) }
        }
        taken.placements += late.map(apply)
        compare(with: old, &taken)
        return taken
    }

    private func compare(with old: SessionFold, _ taken: inout Taken) {
        taken.removed = old.spans.keys.filter { fold.spans[$0] == nil }
        let changed = fold.spans.keys.filter { fold.spans[$0] != old.spans[$0] }
        taken.spansBefore = changed.compactMap { key in
            guard let before = old.spans[key], let span = fold.spans[key], !before.beginsLike(span) else { return nil }
            return before
        }
        fold.changed = old.changed.union(changed)
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
