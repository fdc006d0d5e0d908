import CLinux
import Glibc
import Testing

@Suite struct EventsTests {
    private func wait(_ epoll: Int32, timeout: Int32 = 10_000) -> [linux_epoll_event] {
        var events = [linux_epoll_event](repeating: linux_epoll_event(), count: 8)
        let count = linux_epoll_wait(epoll, &events, 8, timeout)
        return Array(events.prefix(Int(max(count, 0))))
    }

    @Test func `epoll reports what is ready, with its token`() throws {
        let epoll = linux_epoll_create()
        let (quiet, ready) = (linux_wakeup_create(), linux_wakeup_create())
        defer { for descriptor in [epoll, quiet, ready] { close(descriptor) } }
        #expect(linux_epoll_add(epoll, quiet, LINUX_EPOLL_READABLE, 1) == 0)
        #expect(linux_epoll_add(epoll, ready, LINUX_EPOLL_READABLE, .max) == 0)
        #expect(wait(epoll, timeout: 0).isEmpty)

        var one: UInt64 = 1
        #expect(write(ready, &one, 8) == 8)
        #expect(wait(epoll).map(\.token) == [.max])
        #expect(wait(epoll).map(\.events) == [LINUX_EPOLL_READABLE])

        #expect(linux_epoll_modify(epoll, ready, LINUX_EPOLL_READABLE | LINUX_EPOLL_WRITABLE, 7) == 0)
        #expect(wait(epoll).map(\.token) == [7])
        #expect(wait(epoll).map(\.events) == [LINUX_EPOLL_READABLE | LINUX_EPOLL_WRITABLE])

        #expect(linux_epoll_remove(epoll, ready) == 0)
        #expect(wait(epoll, timeout: 0).isEmpty)
        #expect(linux_epoll_remove(epoll, ready) == -1 && errno == ENOENT)
    }

    @Test func `epoll gives many events in portions and never more than there is room for`() throws {
        let epoll = linux_epoll_create()
        let wakeups = (0..<100).map { _ in linux_wakeup_create() }
        defer { for descriptor in wakeups + [epoll] { close(descriptor) } }
        for (index, wakeup) in wakeups.enumerated() {
            #expect(linux_epoll_add(epoll, wakeup, LINUX_EPOLL_WRITABLE, UInt64(index)) == 0)
        }
        #expect(wait(epoll).count == 8)
        var events = [linux_epoll_event](repeating: linux_epoll_event(), count: 100)
        #expect(linux_epoll_wait(epoll, &events, 100, 0) == LINUX_EPOLL_BATCH)
    }

    @Test func `epoll tells that the peer has closed`() throws {
        let pair = try socketPair()
        let epoll = linux_epoll_create()
        defer { for descriptor in [epoll, pair.0] { close(descriptor) } }
        #expect(linux_epoll_add(epoll, pair.0, LINUX_EPOLL_PEER_CLOSED, 3) == 0)
        close(pair.1)
        #expect(wait(epoll).map { $0.events & LINUX_EPOLL_PEER_CLOSED } == [LINUX_EPOLL_PEER_CLOSED])
    }

    @Test func `a timer comes once, then at its interval, until it is disarmed`() throws {
        let timer = linux_timer_create()
        defer { close(timer) }
        var expirations: UInt64 = 0
        #expect(read(timer, &expirations, 8) == -1 && errno == EAGAIN)
        #expect(linux_timer_set(timer, 1_000_000, 2_000_000) == 0)
        var total: UInt64 = 0
        while total < 3 {
            try #require(isReadable(timer))
            try #require(read(timer, &expirations, 8) == 8)
            total += expirations
        }
        #expect(linux_timer_set(timer, 0, 0) == 0)
        #expect(read(timer, &expirations, 8) == -1 && errno == EAGAIN)
        #expect(linux_timer_set(timer, 1_500_000_000, 0) == 0)
        #expect(!isReadable(timer, timeout: 0))
    }

    @Test func `wake-ups add up until they are read`() throws {
        let wakeup = linux_wakeup_create()
        defer { close(wakeup) }
        var count: UInt64 = 2
        #expect(write(wakeup, &count, 8) == 8 && write(wakeup, &count, 8) == 8)
        #expect(read(wakeup, &count, 8) == 8)
        #expect(count == 4)
        #expect(read(wakeup, &count, 8) == -1 && errno == EAGAIN)
    }

    @Test func `no descriptor survives exec`() throws {
        var (readEnd, writeEnd) = (Int32(-1), Int32(-1))
        #expect(linux_pipe_create(&readEnd, &writeEnd) == 0)
        let descriptors = [
            readEnd, writeEnd, linux_epoll_create(), linux_timer_create(), linux_wakeup_create(),
            linux_memory_file_create("test"), linux_process_open(getpid()), linux_signals_create([], 0),
        ]
        for descriptor in descriptors {
            #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
            close(descriptor)
        }
    }
}
