/// A queue between threads, bounded by the number of its elements and by their bytes.
///
/// **Overflow rule:** an element that does not fit is never dropped by the queue. `push` makes the producer wait,
/// `tryPush` refuses; what to shed, and to count it, is the producer's decision. An element fits when neither bound is
/// passed with it; one that costs more than the byte bound fits alone, into the empty queue, so that nothing wedges.
/// Blocked producers are not served in order: a cheap element may pass a costly one.
///
/// After `close()` pushes are refused; pops hand out what is left and then say that the end has come.
package final class BoundedQueue<Element: Sendable>: Sendable {
    /// What became of an element.
    package enum Push: Sendable { case pushed, full, closed }

    /// How much a queue holds.
    package struct Load: Sendable, Equatable {
        package var count: Int
        package var bytes: Int

        package init(count: Int = 0, bytes: Int = 0) {
            self.count = count
            self.bytes = bytes
        }
    }

    private struct State {
        var elements = Ring<(element: Element, bytes: Int)>()
        var bytes = 0
        var isClosed = false
    }

    package let maxCount: Int
    package let maxBytes: Int
    private let monitor = Monitor(State())

    /// Creates an empty queue of at most `maxCount` elements that together cost at most `maxBytes`.
    package init(maxCount: Int, maxBytes: Int = .max) {
        precondition(maxCount > 0 && maxBytes > 0, "a queue needs room for an element")
        self.maxCount = maxCount
        self.maxBytes = maxBytes
    }

    /// How much the queue holds now.
    package var load: Load { monitor.withLock { Load(count: $0.elements.count, bytes: $0.bytes) } }

    /// Appends `element`, blocking while it does not fit; `.full` only when `timeout` passes.
    package func push(_ element: Element, bytes: Int = 0, timeout: Duration? = nil) -> Push {
        monitor.wait(until: timeout.map(Deadline.init(after:))) { state in
            let outcome = append(element, bytes, to: &state)
            return outcome == .full ? nil : outcome
        } ?? .full
    }

    /// Appends `element` if it fits now; never blocks.
    package func tryPush(_ element: Element, bytes: Int = 0) -> Push {
        monitor.update { append(element, bytes, to: &$0) }
    }

    /// Takes the oldest element, blocking while there is none; nil when the queue is closed and empty.
    package func pop() -> Element? {
        pop(upTo: 1)?.first
    }

    /// Takes up to `limit` of the oldest elements at once, blocking while there is none.
    ///
    /// Returns nil when the queue is closed and empty, and an empty array when `timeout` passes.
    package func pop(upTo limit: Int, timeout: Duration? = nil) -> [Element]? {
        let popped: Popped? = monitor.wait(until: timeout.map(Deadline.init(after:))) { state in
            if state.elements.isEmpty { return state.isClosed ? .end : nil }
            return .elements(take(limit, from: &state))
        }
        return switch popped {
        case .elements(let elements): elements
        case .end: nil
        case nil: []
        }
    }

    /// Refuses every further push, wakes everyone who waits. What is queued can still be popped. May be called twice.
    package func close() {
        monitor.update { $0.isClosed = true }
    }

    private enum Popped {
        case elements([Element])
        case end
    }

    private func append(_ element: Element, _ bytes: Int, to state: inout State) -> Push {
        precondition(bytes >= 0, "an element cannot cost less than nothing")
        if state.isClosed { return .closed }
        if !state.elements.isEmpty {
            guard state.elements.count < maxCount, bytes <= maxBytes, state.bytes <= maxBytes - bytes else {
                return .full
            }
        }
        state.elements.append((element, bytes))
        state.bytes += bytes
        return .pushed
    }

    private func take(_ limit: Int, from state: inout State) -> [Element] {
        var taken: [Element] = []
        taken.reserveCapacity(min(limit, state.elements.count))
        while taken.count < limit, let (element, bytes) = state.elements.popFirst() {
            state.bytes -= bytes
            taken.append(element)
        }
        return taken
    }
}
