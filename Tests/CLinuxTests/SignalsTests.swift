import CLinux
import Glibc
import Testing

@Suite struct SignalsTests {
    @Test func `a signal is read instead of ending the process`() throws {
        var before = sigset_t()
        var none = sigset_t()
        // The threads of a pool block every signal already.
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let signals = linux_signals_create([SIGUSR1, SIGUSR2], 2)
        defer { close(signals) }
        var signal = linux_signal()
        #expect(linux_signals_next(signals, &signal) == 0)
        var blocked = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &blocked)
        try #require(sigismember(&blocked, SIGUSR1) == 1 && sigismember(&blocked, SIGUSR2) == 1)

        // To this thread, which is where it is read: the others do not block it.
        #expect(pthread_kill(pthread_self(), SIGUSR2) == 0)
        #expect(isReadable(signals))
        #expect(linux_signals_next(signals, &signal) == 1)
        #expect(signal.signal == SIGUSR2)
        #expect(signal.sender_pid == getpid())
        #expect(signal.sender_uid == getuid())
        #expect(linux_signals_next(signals, &signal) == 0)
    }

    @Test func `a number that is no signal is refused`() {
        #expect(linux_signals_create([SIGUSR1, 1_000], 2) == -1 && errno == EINVAL)
    }

    @Test func `reading signals from something else is an error`() {
        var signal = linux_signal()
        #expect(linux_signals_next(-1, &signal) == -1 && errno == EBADF)
    }
}
