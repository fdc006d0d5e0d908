/// How a daemon is to run.
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
    package var port: UInt16 = 4517
    /// What the person named with `--source`; nil for the default set.
    package var sources: [SourceSpec]?
    package var isolation = Isolation.worker
    /// Whether the recorded runs are loaded as the dataset `demo`.
    package var showsDemo = false

    package init(home: Home, prefix: String, environment: [String: String]) {
        self.home = home
        self.prefix = prefix
        self.environment = environment
    }

    /// The specification's default set (§7.2).
    static let defaultSources = ["opencode-sse", "claude-hooks"]
    static let address = "127.0.0.1"

    var builtInPlugins: String { prefix + "/lib/plugwalk/plugins" }
    var workerProgram: String { prefix + "/libexec/plugwalk/plugwalk-worker" }
    var demoFolder: String { prefix + "/share/plugwalk/demo" }
}
