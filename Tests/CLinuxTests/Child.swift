import CLinux
import Glibc
import Testing

/// A shell that runs a script, with its input and output on pipes.
struct Child {
    let pid: pid_t
    let process: Int32
    let input: Int32
    let output: Int32

    static let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)

    /// - Parameter prepare: Adds to what the child does before it starts, after its input and output are in place.
    init(
        _ script: String, shell: [String] = ["/bin/sh", "-c"],
        prepare: (inout posix_spawn_file_actions_t, inout posix_spawnattr_t) -> Void = { _, _ in }
    ) throws {
        var (childInput, input, output, childOutput) = (Int32(-1), Int32(-1), Int32(-1), Int32(-1))
        try #require(linux_pipe_create(&childInput, &input) == 0)
        try #require(linux_pipe_create(&output, &childOutput) == 0)
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_adddup2(&actions, childInput, 0)
        posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
        // Whoever runs the tests may ignore or block signals, and a child takes that over.
        var signals = sigset_t()
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGTERM)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Child.flags)
        prepare(&actions, &attributes)
        var pid: pid_t = 0
        let words = (shell + [script]).map { strdup($0) }
        let error = posix_spawn(&pid, shell[0], &actions, &attributes, words + [nil], nil)
        for word in words { free(word) }
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        close(childInput)
        close(childOutput)
        try #require(error == 0)
        self.pid = pid
        self.input = input
        self.output = output
        process = linux_process_open(pid)
        try #require(process >= 0)
    }

    /// Ends the child's input, waits for its end, and closes everything.
    func finish() throws -> linux_exit {
        close(input)
        var result = linux_exit()
        try #require(linux_process_wait(process, true, &result) == 1)
        close(output)
        close(process)
        return result
    }
}
