/// A fixed number of named threads, each with a context of its own, which run jobs from one bounded queue.
///
/// The context is made on its thread, used only there and ends there: a database connection, say, that must not
/// change threads. Jobs are started in the order of their submission.
package final class Pool<Context: ~Copyable>: Sendable {
    package typealias Job = @Sendable (inout Context) -> Void

    private struct StartUp {
        var ready = 0
        var failure: (any Error)?
    }

    private let jobs: BoundedQueue<Job>
    private let threads: [Thread]

    /// Starts `count` threads named `name-0`, `name-1`, …, and returns when each has made its context.
    ///
    /// At most `maxQueued` jobs wait. Throws the first error of `makeContext` (which is given the thread's number) or
    /// of starting a thread; no thread is left then.
    package init(
        name: String,
        threads count: Int,
        maxQueued: Int,
        stackBytes: Int = 512 << 10,
        makeContext: @escaping @Sendable (Int) throws -> Context
    ) throws {
        let jobs = BoundedQueue<Job>(maxCount: maxQueued)
        let startUp = Monitor(StartUp())
        self.jobs = jobs
        threads = (0..<count).map { number in
            Thread(name: "\(name)-\(number)", stackBytes: stackBytes) {
                Self.run(jobs, startUp) { try makeContext(number) }
            }
        }
        do {
            for thread in threads { try thread.start() }
            try Self.awaitReady(count, startUp)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// Queues `job`. Returns false, without blocking, when the queue is full or the pool is closed.
    package func submit(_ job: @escaping Job) -> Bool {
        jobs.tryPush(job) == .pushed
    }

    /// The number of jobs that wait for a thread.
    package var queued: Int { jobs.load.count }

    /// Refuses further jobs, runs those that are queued and joins the threads. Not to be called from a job.
    package func close() {
        jobs.close()
        for thread in threads { thread.join() }
    }

    private static func run(_ jobs: BoundedQueue<Job>, _ startUp: Monitor<StartUp>, makeContext: () throws -> Context) {
        do {
            var context = try makeContext()
            startUp.update { $0.ready += 1 }
            while let job = jobs.pop() { job(&context) }
        } catch {
            startUp.update { $0.failure = $0.failure ?? error }
        }
    }

    private static func awaitReady(_ count: Int, _ startUp: Monitor<StartUp>) throws {
        let failure: (any Error)?? = startUp.wait { state in
            if let failure = state.failure { return .some(failure) }
            return state.ready == count ? .some(nil) : nil
        }
        if case .some(.some(let failure)) = failure { throw failure }
    }
}
