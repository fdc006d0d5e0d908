internal import CLinux
internal import Glibc

/// The wish that the daemon stops: by SIGTERM, SIGINT, SIGHUP, or over the control socket.
///
/// To be made before there are other threads, so that they all take over the blocked signals.
final class StopRequest: Sendable {
    private let signals: Int32
    private let wakeup: Int32

    init() {
        let wanted = [SIGTERM, SIGINT, SIGHUP]
        signals = linux_signals_create(wanted, Int32(wanted.count))
        wakeup = linux_wakeup_create()
        precondition(signals >= 0 && wakeup >= 0, "no descriptors left at the start")
    }

    deinit {
        close(signals)
        close(wakeup)
    }

    /// Asks the daemon to stop; any thread may.
    func post() {
        var one: UInt64 = 1
        _ = write(wakeup, &one, 8)
    }

    /// Whether somebody has asked.
    var isPosted: Bool { wait(milliseconds: 0) }

    /// Blocks until somebody asks.
    func wait() {
        while !wait(milliseconds: -1) {}
    }

    private func wait(milliseconds: Int32) -> Bool {
        var descriptors = [
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&descriptors, 2, milliseconds) > 0
    }
}
