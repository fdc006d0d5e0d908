import Glibc

/// A value guarded by a lock, on which threads can wait for a change.
///
/// `Synchronization.Mutex` has no condition variable; this is the pthread pair behind one small interface.
/// Whoever only needs a lock takes `Mutex`. Closures run with the lock held: keep them short, call nothing foreign.
///
/// `@unchecked` because `state` is only touched between lock and unlock of `mutex`.
package final class Monitor<State>: @unchecked Sendable {
    private var state: State
    private var waiters = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// Creates a monitor around `state`, which nobody else may keep.
    package init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // By default the condition waits on the wall clock, which the user or NTP can set back.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` with the lock held and wakes nobody.
    package func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Runs `body` with the lock held, then lets every waiting thread look again.
    package func update<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer {
            if waiters > 0 { pthread_cond_broadcast(condition) }
            pthread_mutex_unlock(mutex)
        }
        return try body(&state)
    }

    /// Blocks until `attempt` returns a value, and returns it; nil when `deadline` passes first.
    ///
    /// `attempt` runs with the lock held, at once and after each `update`. What it changes counts as an update:
    /// when it succeeds, the other waiting threads look again.
    package func wait<Result>(until deadline: Deadline? = nil, for attempt: (inout State) -> Result?) -> Result? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = attempt(&state) {
                if waiters > 0 { pthread_cond_broadcast(condition) }
                return result
            }
            guard sleep(until: deadline) else { return attempt(&state) }
        }
    }

    /// Gives up the lock until woken; false when the deadline has passed.
    private func sleep(until deadline: Deadline?) -> Bool {
        waiters += 1
        defer { waiters -= 1 }
        guard let deadline else { return pthread_cond_wait(condition, mutex) == 0 }
        var time = deadline.timespec
        return pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }
}
