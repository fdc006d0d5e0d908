internal import PlugwalkModel
internal import SQLite
internal import Synchronization
internal import Threading

/// The writer's thread of one dataset: takes batches from a bounded queue, commits what is queued, and publishes after the commit.
///
/// Overflow rule: a full queue makes `append` wait, and so the adapter that emitted. When the store fails (a full disk, an I/O
/// error) nothing is lost: the loop tries again until it works or is stopped, `state.failure` says what is wrong, and the waiting
/// reaches back to the sources. What is still queued at a stop was never acknowledged by a checkpoint, so it comes again.
package final class WriterLoop: Sendable {
    /// The most events one transaction takes, unless a single batch has more.
    static let maxEventsPerCommit = 5_000
    /// How long the write-ahead log may become before the writer itself moves it; maintenance does it far earlier in quiet times.
    static let maxLogBytes: Int64 = 64 << 20
    static let queueCount = 256
    /// About as much as the next transaction takes: more would only be memory.
    static let queueBytes = 4 << 20

    private struct Shared {
        var state = StoreState(failure: nil, watermark: 0, lastCommitAt: nil, queuedBatches: 0, accounts: [:])
        /// Batches that were taken and that are through, to know when the queue has been emptied.
        var appended: UInt64 = 0
        var finished: UInt64 = 0
        var isStopping = false
        var hasEnded = false
    }

    /// A batch, and who wants to know of its commit.
    private struct Entry: Sendable {
        let batch: IntakeBatch
        let onCommit: (@Sendable (Commit, IntakeBatch) -> Void)?
        let onDelay: (@Sendable (_ reason: String) -> Void)?

        func setAside(because reason: String) -> Entry {
            Entry(batch: batch.setAside(because: reason), onCommit: onCommit, onDelay: onDelay)
        }
    }

    private let queue = BoundedQueue<Entry>(maxCount: queueCount, maxBytes: queueBytes)
    private let shared = Monitor(Shared())
    private let dataset: Dataset
    private let clock: any TimeSource
    private let publish: @Sendable (Commit) -> Void
    private let thread: Mutex<Threading.Thread?> = Mutex(nil)

    /// - Parameter publish: Called on the writer's thread after each commit; it must not block.
    package init(_ dataset: Dataset, clock: any TimeSource, publish: @escaping @Sendable (Commit) -> Void) {
        self.dataset = dataset
        self.clock = clock
        self.publish = publish
    }

    /// Opens the database on a thread of its own and begins to write.
    ///
    /// - Throws: When the file cannot be opened or its schema is newer than this program.
    package func start() throws {
        let opening = Monitor<Result<Void, any Error>?>(nil)
        let thread = Threading.Thread(name: "writer-\(dataset.name)", stackBytes: 1 << 20) { [self] in
            do {
                let database = try dataset.openWriter(clock: clock)
                let writer = try EventWriter(database)
                let accounts = try writer.accounts.accounts()
                note {
                    $0.watermark = writer.watermark
                    $0.accounts = accounts
                }
                opening.update { $0 = .success(()) }
                run(writer)
                // Nobody takes from it any more: who waits for room shall not wait for ever.
                queue.close()
                shared.update { $0.hasEnded = true }
                _ = try? database.checkpoint(.truncate)
                try? database.close()
            } catch {
                opening.update { $0 = .failure(error) }
            }
        }
        try thread.start()
        self.thread.withLock { $0 = thread }
        do {
            try opening.wait { $0 }!.get()
        } catch {
            self.thread.withLock { $0.take() }?.join()
            throw error
        }
    }

    /// Hands a batch over; waits while the queue is full.
    ///
    /// - Parameter onCommit: Called on the writer's thread after the transaction that stored the batch, perhaps with others, and
    ///   after its publication, with the batch as it was stored: the store may have put its events aside. Never called when the
    ///   loop is stopped before. It must not block.
    /// - Parameter onDelay: Called likewise, perhaps often, while the store fails and the batch waits; the reason is for people.
    /// - Returns: False when the loop has been stopped: nothing was taken.
    package func append(
        _ batch: IntakeBatch, onCommit: (@Sendable (Commit, IntakeBatch) -> Void)? = nil,
        onDelay: (@Sendable (_ reason: String) -> Void)? = nil
    ) -> Bool {
        let instance = batch.profile.instance
        shared.withLock {
            $0.appended += 1
            $0.state.accounts[instance, default: InstanceAccount()].accepted += Int64(batch.accepted)
        }
        if queue.push(Entry(batch: batch, onCommit: onCommit, onDelay: onDelay), bytes: batch.byteCost) == .pushed { return true }
        shared.update {
            $0.appended -= 1
            $0.state.accounts[instance]?.accepted -= Int64(batch.accepted)
        }
        return false
    }

    /// Blocks until everything that was appended before this call is stored; false when the loop has ended, or the time is over.
    @discardableResult
    package func drain(timeout: Duration? = nil) -> Bool {
        let target = shared.withLock { $0.appended }
        let isStored = shared.wait(until: timeout.map(Deadline.init(after:))) { state in
            state.finished >= target ? true : state.hasEnded ? false : nil
        }
        return isStored ?? false
    }

    /// Says that the end is near: from now on the loop does not wait for a store that fails, so that nobody has to wait for it. A
    /// store that works goes on taking batches until `stop`.
    package func prepareToStop() { shared.update { $0.isStopping = true } }

    /// Commits what is queued, unless the store is failing, and ends the thread.
    package func stop() {
        prepareToStop()
        queue.close()
        thread.withLock { $0.take() }?.join()
    }

    /// What keeps the store from taking events now; nil while it works.
    var failure: String? { shared.withLock { $0.state.failure } }

    package var state: StoreState {
        var state = shared.withLock { $0.state }
        state.queuedBatches = queue.load.count
        return state
    }

    private func run(_ writer: EventWriter) {
        var held: Entry?
        while let group = nextGroup(&held) {
            guard commit(group, writer) else { return }
            boundLog(writer)
        }
    }

    /// Makes a long write-ahead log begin anew: with one commit after the other nobody else could.
    private func boundLog(_ writer: EventWriter) {
        guard FileSize.of(dataset.path + "-wal") > Self.maxLogBytes else { return }
        _ = try? writer.database.checkpoint(.restart)
    }

    /// What the next transaction stores: all that is queued, up to the bound.
    private func nextGroup(_ held: inout Entry?) -> [Entry]? {
        guard let first = held.take() ?? queue.pop() else { return nil }
        var group = [first]
        var events = first.batch.events.count
        while events < Self.maxEventsPerCommit, let next = queue.pop(upTo: 1, timeout: .zero)?.first {
            if events + next.batch.events.count > Self.maxEventsPerCommit {
                held = next
                break
            }
            events += next.batch.events.count
            group.append(next)
        }
        return group
    }

    /// Commits the group, however often it takes; false when stopped before it worked.
    private func commit(_ group: [Entry], _ writer: EventWriter) -> Bool {
        while true {
            do {
                let commit = try writer.commit(group.map(\.batch))
                book(commit)
                publish(commit)
                for entry in group { entry.onCommit?(commit, entry.batch) }
                shared.update { $0.finished += UInt64(group.count) }
                return true
            } catch let error as SQLiteError where error.kind == .constraint && group.count > 1 {
                // Something in it can never be stored: the rest shall not wait for it.
                return group.allSatisfy { commit([$0], writer) }
            } catch let error as SQLiteError where error.kind == .constraint && !group[0].batch.events.isEmpty {
                return commit([group[0].setAside(because: "the store refused its batch: \(error.message)")], writer)
            } catch {
                let advice = Self.advice(error)
                note { $0.failure = advice }
                for entry in group { entry.onDelay?(advice) }
                if waitForStop(.milliseconds(250)) { return false }
            }
        }
    }

    private func book(_ commit: Commit) {
        note {
            $0.failure = nil
            $0.watermark = commit.watermark
            $0.lastCommitAt = clock.now
            for booking in commit.bookings { $0.accounts[booking.instance, default: InstanceAccount()].add(booking) }
        }
    }

    private func waitForStop(_ duration: Duration) -> Bool {
        shared.wait(until: Deadline(after: duration)) { $0.isStopping ? true : nil } ?? false
    }

    private func note(_ change: (inout StoreState) -> Void) {
        shared.withLock { change(&$0.state) }
    }

    private static func advice(_ error: any Error) -> String {
        guard let error = error as? SQLiteError else { return "\(error)" }
        return error.kind == .full ? "the disk is full: free some space, nothing is lost meanwhile" : "\(error)"
    }
}
