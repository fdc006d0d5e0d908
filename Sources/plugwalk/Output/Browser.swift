import CLinux
import Glibc

/// Opens a page for the person; never waits for the browser.
struct Browser {
    let environment: [String: String]

    /// The program and its arguments, or nil when there is no browser to open: `$BROWSER` (a list separated by colons, `%s` standing
    /// for the address, as xdg-open reads it), else xdg-open, where there is a display.
    func command(for url: String) -> [String]? {
        for choice in (environment["BROWSER"] ?? "").split(separator: ":") {
            var words = choice.split(separator: " ").map(String.init)
            guard let program = words.first, let path = path(of: program) else { continue }
            let names = words.contains { $0.contains("%s") }
            words = names ? words.map { $0.replacing("%s", with: url) } : words + [url]
            return [path] + words.dropFirst()
        }
        guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { !(environment[$0] ?? "").isEmpty }) else { return nil }
        return path(of: "xdg-open").map { [$0, url] }
    }

    /// - Returns: False when no browser could be started.
    func open(_ url: String) -> Bool {
        guard let words = command(for: url) else { return false }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        linux_spawn_close_from(&actions, STDERR_FILENO + 1)
        linux_spawn_new_session(&attributes)
        let code = try? withCopies(of: words) { words throws(UsageError) in
            try withCopies(of: variables) { variables throws(UsageError) in
                var child: pid_t = 0
                return posix_spawn(&child, words[0]!, &actions, &attributes, words, variables)
            }
        }
        return code == 0
    }

    /// The token is not for the browser, nor for what that starts.
    private var variables: [String] {
        environment.filter { $0.key != StartOptions.tokenVariable }.map { "\($0.key)=\($0.value)" }
    }

    /// Where a program is, on the PATH or as it is named.
    func path(of program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }
}
