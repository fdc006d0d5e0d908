import CLinux
import Glibc
import PlugwalkHost

/// Starts this same program as the daemon: in a session of its own, its words going to the log.
struct BackgroundDaemon {
    /// A first start with a long import still answers at once; this only bounds a start that hangs.
    private static let patienceSeconds: Int32 = 90
    /// Where the daemon finds the pipe to its starter.
    private static let readyDescriptor: Int32 = 3

    let home: Home
    /// Without the token: arguments can be seen by every user of the machine.
    let arguments: [String]
    let token: String?

    /// Blocks until the daemon is ready or has failed.
    ///
    /// - Returns: Nil when it ended without a word.
    func start() throws(UsageError) -> Readiness.Outcome? {
        var ends: (reading: Int32, writing: Int32) = (-1, -1)
        guard linux_pipe_create(&ends.reading, &ends.writing) == 0 else {
            throw UsageError("cannot make a pipe: \(String(cString: strerror(errno)))")
        }
        defer { close(ends.reading) }
        try spawn(writing: ends.writing)
        close(ends.writing)
        return Readiness.receive(from: ends.reading, seconds: Self.patienceSeconds)
    }

    private func spawn(writing: Int32) throws(UsageError) {
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
        posix_spawn_file_actions_adddup2(&actions, writing, Self.readyDescriptor)
        linux_spawn_close_from(&actions, Self.readyDescriptor + 1)
        linux_spawn_new_session(&attributes)
        try withCopies(of: ["plugwalk", "serve", "--ready-descriptor", "\(Self.readyDescriptor)"] + arguments) {
            words throws(UsageError) in
            try withCopies(of: environment) { variables throws(UsageError) in
                var child: pid_t = 0
                let code = posix_spawn(&child, Surroundings.executable, &actions, &attributes, words, variables)
                guard code == 0 else { throw UsageError("cannot start the daemon: \(String(cString: strerror(code)))") }
            }
        }
    }

    private var environment: [String] {
        var variables = Surroundings.environment
        variables[StartOptions.tokenVariable] = token
        return variables.map { "\($0.key)=\($0.value)" }
    }
}

/// Calls `body` with a NULL-terminated array of C strings.
func withCopies<Result>(
    of strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) throws(UsageError) -> Result
) throws(UsageError) -> Result {
    var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return try body(&copies)
}
