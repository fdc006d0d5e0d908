import CLinux
import Glibc
import PlugwalkHost

/// `plugwalk`: starts the daemon in the background and returns when its API answers.
struct StartCommand {
    /// A first start with a long import still answers at once; this only bounds a start that hangs.
    private static let patienceSeconds: Int32 = 90
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    func run() throws -> ExitCode {
        let home = try Surroundings.home()
        try home.prepare()
        guard try isFree(home) else { return alreadyRunning(home) }
        let (reading, writing) = try pipe()
        try spawn(home, writing)
        close(writing)
        guard let (code, words) = Readiness.receive(from: reading, seconds: Self.patienceSeconds) else {
            return Terminal.complain("the daemon ended before it was ready; \(home.daemonLog) says why", .adapter)
        }
        guard code == .success else {
            // Another start was quicker.
            if code == .usage, try DaemonLock.take(home) == nil { return alreadyRunning(home) }
            return Terminal.complain(words, code)
        }
        return Terminal.print(words)
    }

    /// Whether no daemon runs. One that holds the lock and does not answer is starting or stopping: it is waited for.
    private func isFree(_ home: Home) throws -> Bool {
        for _ in 0..<600 {
            if try DaemonLock.take(home) != nil { return true }
            if ControlClient(home: home).send("GET", "/status") != nil { return false }
            usleep(50_000)
        }
        return false
    }

    private func alreadyRunning(_ home: Home) -> ExitCode {
        // It may still be starting: its record comes last.
        for _ in 0..<200 where DaemonRecord(home) == nil { usleep(25_000) }
        let url = DaemonRecord(home)?.url
        Terminal.print("Plugwalk runs already" + (url.map { " at \($0)" } ?? "; plugwalk --status says more") + "\n")
        if invocation.sourceText != nil || invocation.showsDemo {
            Terminal.remark("It keeps the sources it was started with; to change them: plugwalk --stop, then start again.")
        }
        return .success
    }

    private func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: (Int32, Int32) = (-1, -1)
        guard linux_pipe_create(&ends.0, &ends.1) == 0 else {
            throw UsageError("cannot make a pipe: \(String(cString: strerror(errno)))")
        }
        return ends
    }

    /// Starts this same program in a session of its own, its words going to the log.
    private func spawn(_ home: Home, _ writing: Int32) throws {
        let target: Int32 = 3
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, home.daemonLog, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        posix_spawn_file_actions_adddup2(&actions, writing, target)
        linux_spawn_close_from(&actions, target + 1)
        linux_spawn_new_session(&attributes)
        var words: [UnsafeMutablePointer<CChar>?] = daemonArguments(target).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, Surroundings.executable, &actions, &attributes, &words, environ)
        guard code == 0 else { throw UsageError("cannot start the daemon: \(String(cString: strerror(code)))") }
    }

    private func daemonArguments(_ descriptor: Int32) -> [String] {
        var words = ["plugwalk", "serve", "--ready-descriptor", "\(descriptor)", "--port", "\(invocation.port)"]
        words += ["--isolation", invocation.isolation.rawValue]
        if let text = invocation.sourceText { words += ["--source", text] }
        if invocation.showsDemo { words.append("--demo") }
        return words
    }
}
