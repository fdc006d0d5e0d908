/// How a daemon is to run: what the command was given, and where it is. What is nil is taken from the settings, else by default.
package struct DaemonConfiguration: Sendable {
    /// Where adapters run.
    package enum Isolation: String, Sendable, CaseIterable {
        /// Each in a process of its own.
        case worker
        /// On threads of the daemon: a crash of one ends all.
        case inProcess = "in-process"
    }

    package var home: Home
    /// The folder that holds `bin`, `lib` and `libexec`.
    package var prefix: String
    package var environment: [String: String]
    package var port: UInt16?
    /// The address to listen on: digits, or `localhost`.
    package var bind: String?
    /// What lets in who is not this user of this machine. Never logged, never stored.
    package var token: String?
    /// What the person named with `--source`.
    package var sources: [SourceSpec]?
    package var isolation: Isolation?
    /// Whether the recorded runs are loaded as the dataset `demo`.
    package var showsDemo = false
    /// Whether clients may post events.
    package var isDevelopment = false

    package init(home: Home, prefix: String, environment: [String: String]) {
        self.home = home
        self.prefix = prefix
        self.environment = environment
    }

    /// The specification's default set (§7.2).
    package static let defaultSources = ["opencode-sse", "claude-hooks"]
    package static let defaultPort: UInt16 = 4517
    package static let defaultAddress = "127.0.0.1"

    package var builtInPlugins: String { prefix + "/lib/plugwalk/plugins" }
    package var workerProgram: String { prefix + "/libexec/plugwalk/plugwalk-worker" }
    var demoFolder: String { prefix + "/share/plugwalk/demo" }
}
