import Glibc
import Synchronization
import Testing
import Threading

@Suite struct PoolTests {
    /// Belongs to the thread that made it, as a database connection does.
    private struct Connection: ~Copyable {
        let owner = pthread_self()
        var uses = 0
    }

    private struct Refused: Error {}

    @Test func `each thread makes its context and alone uses it`() throws {
        let pool = try Pool<Connection>(name: "reader", threads: 3, maxQueued: 1_000) { _ in Connection() }
        let misuses = Mutex(0)
        let uses = Mutex(0)
        for _ in 0..<500 {
            let isQueued = pool.submit { connection in
                connection.uses += 1
                if connection.owner != pthread_self() { misuses.withLock { $0 += 1 } }
                uses.withLock { $0 += 1 }
            }
            #expect(isQueued)
        }
        pool.close()
        #expect(misuses.withLock { $0 } == 0)
        #expect(uses.withLock { $0 } == 500)
    }

    @Test func `a job is refused when the queue is full, and after close`() throws {
        let gate = Monitor((entered: 0, isOpen: false))
        let pool = try Pool<Int>(name: "reader", threads: 1, maxQueued: 2) { $0 }
        let job: Pool<Int>.Job = { _ in
            gate.update { $0.entered += 1 }
            _ = gate.wait { $0.isOpen ? true : nil }
        }
        #expect(pool.submit(job))
        _ = gate.wait { $0.entered == 1 ? true : nil }
        #expect(pool.submit(job))
        #expect(pool.submit(job))
        #expect(!pool.submit(job))
        #expect(pool.queued == 2)
        gate.update { $0.isOpen = true }
        pool.close()
        #expect(gate.withLock { $0.entered } == 3)
        #expect(!pool.submit(job))
    }

    @Test func `a context that cannot be made fails the pool, with no thread left`() {
        #expect(throws: Refused.self) {
            _ = try Pool<Int>(name: "reader", threads: 3, maxQueued: 1) { number in
                if number == 2 { throw Refused() }
                return number
            }
        }
    }
}
