import Glibc

extension Emitter {
    /// Hands over what is gathered and sleeps until `milliseconds` are over, `descriptor` has something to read, or stop is asked
    /// for. The answer is false when the adapter has to return.
    ///
    /// This is the only sleep an adapter needs: it keeps the host informed that the instance lives, and flushes positions in time.
    public func wait(milliseconds: UInt32, readable descriptor: Int32? = nil) -> Bool {
        if hasEvents || (flushDueNs ?? .max) <= Clock.monotonicNs() { flush() }
        reportHealth()
        guard !isStopping, host.wait(0) else { return stopped() }
        sleep(milliseconds: untilFlush(atMost: milliseconds), descriptor)
        guard host.wait(0) else { return stopped() }
        return true
    }

    private func stopped() -> Bool {
        isStopping = true
        return false
    }

    private func untilFlush(atMost milliseconds: UInt32) -> Int32 {
        let wanted = Int64(min(milliseconds, 10_000))
        guard let due = flushDueNs else { return Int32(wanted) }
        return Int32(min(wanted, max(0, (due - Clock.monotonicNs()) / 1_000_000 + 1)))
    }

    private func sleep(milliseconds: Int32, _ descriptor: Int32?) {
        var watched = [pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0)]
        if let descriptor { watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&watched, nfds_t(watched.count), milliseconds)
    }
}
