internal import Glibc
internal import Synchronization
internal import Threading

/// One start of an adapter: launches it, speaks with it over its socket until it has ended, and tells the sink.
///
/// A thread of its own does all of that, and runs the sink. `requestStop` and `kill` may be called from any other thread.
package final class AdapterInstance: Sendable {
    /// What the owner of the instance hears, on the instance's thread. It must not block.
    package enum News: Sendable {
        /// `create()` has succeeded, in that process.
        case ready(processID: Int32?)
        case ended(AdapterExit)
    }

    /// What other threads share with the instance's own.
    struct Control {
        var host: (any AdapterHost)?
        var canSend = false
        var stopGraceMs: UInt32?
        var cause: AdapterExit.Cause?
    }

    package let plan: LaunchPlan
    let place: any AdapterPlace
    let sink: any AdapterSink
    let tell: @Sendable (News) -> Void
    let control = Mutex(Control())
    private let lastHeard = Atomic<Int64>(0)
    let isInSink = Atomic<Bool>(false)
    private let thread = Mutex<Thread?>(nil)

    package init(
        _ plan: LaunchPlan, at place: any AdapterPlace, sink: any AdapterSink, tell: @escaping @Sendable (News) -> Void
    ) {
        self.plan = plan
        self.place = place
        self.sink = sink
        self.tell = tell
    }

    /// Starts the thread. What goes wrong from then on is told as an end.
    package func start() throws(SystemError) {
        heard()
        let thread = Thread(name: "instance \(plan.instance)", stackBytes: 1 << 20) { self.run() }
        do { try thread.start() } catch { throw SystemError("start a thread", code: error.code) }
        self.thread.withLock { $0 = thread }
    }

    /// Waits for the end of the thread, which is soon after `News.ended`. Not to be called from the sink.
    package func join() { thread.withLock { $0 }?.join() }

    /// Asks the adapter to stop. Returns at once; somebody else watches the time.
    package func requestStop(grace: Duration) {
        let milliseconds = UInt32(clamping: grace.nanosecondCount / 1_000_000)
        let host: (any AdapterHost)? = control.withLock { control in
            control.stopGraceMs = milliseconds
            return control.canSend && !Self.send(HostFrame.stop(graceMs: milliseconds), control.host) ? control.host : nil
        }
        host?.kill()
    }

    /// Ends the adapter without its help, for the given reason. The end is told as always.
    package func kill(because cause: AdapterExit.Cause) {
        control.withLock { control in
            if control.cause == nil { control.cause = cause }
            control.host?.kill()
        }
    }

    /// Marks why the host will end the adapter, for the report of an end that is still to come.
    package func blame(_ cause: AdapterExit.Cause) {
        control.withLock { if $0.cause == nil { $0.cause = cause } }
    }

    /// How long nothing was heard; zero while the sink holds a batch, since then the silence is the host's own.
    package func silence(now: MonotonicTime = .now()) -> Duration {
        if isInSink.load(ordering: .acquiring) { return .zero }
        return max(.zero, now - MonotonicTime(nanoseconds: lastHeard.load(ordering: .acquiring)))
    }

    func heard() { lastHeard.store(MonotonicTime.now().nanoseconds, ordering: .releasing) }

    /// Sends one of the host's small frames. False when there is no room for it: a runtime that leaves none does not read any more.
    /// A peer that is gone is no failure here: its end shows when reading.
    static func send(_ frame: [UInt8], _ host: (any AdapterHost)?) -> Bool {
        guard let host else { return true }
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        let count = frame.withUnsafeBytes { Glibc.send(host.socket.number, $0.baseAddress, $0.count, flags) }
        return count == frame.count || (count < 0 && errno != EAGAIN)
    }
}
