import CLinux
import Foundation
import Glibc
import Testing

@Suite struct ChildTests {
    @Test func `a child is running, then gone with its exit status, then nobody's`() throws {
        let child = try Child("read line; exit 7")
        var result = linux_exit()
        #expect(linux_process_wait(child.process, false, &result) == 0)
        #expect(!isReadable(child.process, timeout: 0))
        close(child.input)
        #expect(isReadable(child.process))
        #expect(linux_process_wait(child.process, false, &result) == 1)
        #expect(result.pid == child.pid && result.status == 7 && result.signal == 0 && !result.dumped_core)
        #expect(linux_process_wait(child.process, false, &result) == -1 && errno == ECHILD)
        #expect(linux_process_signal(child.process, SIGTERM) == -1 && errno == ESRCH)
        close(child.output)
        close(child.process)
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `a child that a signal ended says which`(signal: Int32) throws {
        let child = try Child("read line")
        #expect(linux_process_signal(child.process, signal) == 0)
        let result = try child.finish()
        #expect(result.signal == signal && result.status == -1)
    }

    @Test func `a child closes what it would inherit`() throws {
        let inherited = fcntl(0, F_DUPFD, 200)
        try #require(inherited >= 200)
        defer { close(inherited) }
        for closes in [false, true] {
            // The shell's words are its open descriptors.
            let child = try Child("for fd in /proc/self/fd/*; do echo ${fd##*/}; done") { actions, _ in
                if closes { #expect(linux_spawn_close_from(&actions, 3) == 0) }
            }
            let open = Set(readAll(child.output).split(separator: "\n").compactMap { Int32($0) })
            #expect(open.isSuperset(of: [0, 1, 2]))
            #expect(open.contains(inherited) == !closes)
            // 3 is the folder that the shell reads.
            if closes { #expect(open.isSubset(of: [0, 1, 2, 3])) }
            #expect(try child.finish().status == 0)
        }
    }

    @Test func `a child starts in the folder it is given`() throws {
        let child = try Child("pwd -P") { actions, _ in
            #expect(linux_spawn_change_directory(&actions, "/proc/sys") == 0)
        }
        #expect(readAll(child.output) == "/proc/sys\n")
        #expect(try child.finish().status == 0)
    }

    @Test(arguments: [false, true])
    func `a child leads a new session only when it is told to, beside other flags`(isNew: Bool) throws {
        let child = try Child("read line") { _, attributes in
            if isNew { #expect(linux_spawn_new_session(&attributes) == 0) }
            var flags: Int16 = 0
            posix_spawnattr_getflags(&attributes, &flags)
            #expect(flags & Child.flags == Child.flags)
        }
        #expect(getsid(child.pid) == (isNew ? child.pid : getsid(0)))
        #expect(try child.finish().signal == 0)
    }
}

@Suite struct OwnProcessTests {
    /// Runs the body on a thread that ends after it, for settings that cannot be taken back.
    private func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }

    @Test func `a thread has the name it was given, cut to what fits`() async throws {
        let name = await onThread {
            #expect(linux_set_thread_name("a name that is too long") == 0)
            return try? contents(of: "/proc/thread-self/comm")
        }
        #expect(name == "a name that is \n")
    }

    @Test func `a thread gives up new privileges`() async throws {
        let status = await onThread {
            #expect(linux_set_no_new_privileges() == 0)
            return (try? contents(of: "/proc/thread-self/status")) ?? ""
        }
        #expect(status.contains("NoNewPrivs:\t1\n"))
    }

    @Test func `the parent's death brings the signal that was asked for`() async throws {
        let signals = await onThread {
            #expect(linux_set_parent_death_signal(SIGUSR1) == 0)
            let set = linux_parent_death_signal()
            #expect(linux_set_parent_death_signal(0) == 0)
            return [set, linux_parent_death_signal()]
        }
        #expect(signals == [SIGUSR1, 0])
        #expect(linux_set_parent_death_signal(1_000) == -1 && errno == EINVAL)
    }

    @Test func `a process that must not be dumped is not`() throws {
        #expect(linux_dumpable() == 1)
        #expect(linux_set_dumpable(false) == 0)
        #expect(linux_dumpable() == 0)
        #expect(linux_set_dumpable(true) == 0)
        #expect(linux_dumpable() == 1)
    }

    @Test func `descriptors from a number on are closed, or closed on exec`() throws {
        // Far above what other tests have open.
        let (low, high) = (fcntl(0, F_DUPFD, 700), fcntl(0, F_DUPFD, 750))
        try #require(low >= 700 && high >= 750)
        #expect(fcntl(high, F_GETFD) == 0)
        #expect(linux_close_on_exec_from(high) == 0)
        #expect(fcntl(low, F_GETFD) == 0)
        #expect(fcntl(high, F_GETFD) == FD_CLOEXEC)
        #expect(linux_close_from(high) == 0)
        #expect(fcntl(high, F_GETFD) == -1 && errno == EBADF)
        #expect(fcntl(low, F_GETFD) == 0)
        close(low)
    }
}
