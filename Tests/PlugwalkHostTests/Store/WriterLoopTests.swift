import Foundation
import Glibc
import PlugwalkHost
import PlugwalkModel
import SQLite
import Synchronization
import Testing
import Threading

struct WriterLoopTests {
    private func batch(_ bench: DatasetBench, _ keys: [String]) -> IntakeBatch {
        bench.intake.take(.make(keys.map { EventDraft(key: $0, session: "s", entityID: "s", status: "running") }))
    }

    @Test func `what is appended is committed, published and accounted for`() throws {
        let bench = try DatasetBench()
        let published = Mutex([Int64]())
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { commit in published.withLock { $0 += commit.events.map(\.seq) } }
        try loop.start()
        for number in 0..<200 { #expect(loop.append(batch(bench, ["k\(number)", "k\(number)"]))) }
        loop.drain()
        #expect(published.withLock { $0 } == Array(1...200))
        let account = try #require(loop.state.accounts["test-1"])
        #expect([account.accepted, account.committed, account.duplicates, account.queued] == [400, 200, 200, 0])
        loop.stop()
        #expect(!loop.append(batch(bench, ["late"])))
    }

    @Test func `accounts go on after a restart`() throws {
        let bench = try DatasetBench()
        for _ in 0..<2 {
            let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
            try loop.start()
            #expect(loop.append(batch(bench, ["a"])))
            loop.stop()
        }
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
        try loop.start()
        defer { loop.stop() }
        let account = try #require(loop.state.accounts["test-1"])
        #expect([account.accepted, account.committed, account.duplicates] == [2, 1, 1])
    }

    @Test func `a store that fails makes the writer wait and loses nothing`() throws {
        let bench = try DatasetBench()
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
        try loop.start()
        // Somebody else's write lock for longer than the busy timeout would do; taking the table away is quicker.
        try bench.database.execute("ALTER TABLE counts RENAME TO counts_away")
        #expect(loop.append(batch(bench, ["a"])))
        #expect(wait { loop.state.failure != nil })
        #expect(loop.state.accounts["test-1"]?.queued == 1)
        try bench.database.execute("ALTER TABLE counts_away RENAME TO counts")
        loop.drain()
        #expect(loop.state.failure == nil)
        #expect(try bench.rows("SELECT count(*) FROM events") == ["1"])
        loop.stop()
    }

    @Test func `a stop does not wait for a store that fails`() throws {
        let bench = try DatasetBench()
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
        try loop.start()
        try bench.database.execute("ALTER TABLE counts RENAME TO counts_away")
        #expect(loop.append(batch(bench, ["a"])))
        #expect(wait { loop.state.failure != nil })
        loop.stop()
        #expect(try bench.rows("SELECT count(*) FROM events") == ["0"])
    }

    @Test func `who waits for room is let go when the loop gives up`() throws {
        let bench = try DatasetBench()
        let loop = WriterLoop(bench.dataset, clock: bench.clock) { _ in }
        try loop.start()
        try bench.database.execute("ALTER TABLE counts RENAME TO counts_away")
        // More than one transaction and the queue take.
        let batches = (0..<6000).map { batch(bench, ["k\($0)"]) }
        let producer = Threading.Thread(name: "producer") { for batch in batches where !loop.append(batch) { return } }
        try producer.start()
        #expect(wait { loop.state.failure != nil && loop.state.queuedBatches >= 256 })
        loop.prepareToStop()
        producer.join()
        loop.stop()
    }

    private func wait(_ condition: () -> Bool) -> Bool {
        for _ in 0..<3000 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }
}
