/// What a person has set for good, in `config.json` of the state folder. What is nil is left to the default; flags of the command
/// go before.
package struct Settings: Sendable, Equatable {
    /// What is set for one adapter.
    package struct Adapter: Sendable, Equatable {
        /// Whether the daemon starts it when no `--source` is given.
        package var isEnabled: Bool
        package var configuration: [String: String]

        package init(isEnabled: Bool, configuration: [String: String] = [:]) {
            self.isEnabled = isEnabled
            self.configuration = configuration
        }
    }

    package var port: UInt16?
    /// The address to listen on: digits, or `localhost`.
    package var bind: String?
    package var isolation: DaemonConfiguration.Isolation?
    /// How long a position without events may wait until it is stored, in milliseconds (specification §3.3).
    package var checkpointFlushMs: Int?
    /// Further names under which clients may ask for this server.
    package var hosts: [String]?
    /// By the adapter's name.
    package var adapters: [String: Adapter] = [:]

    package init() {}
}

extension Settings {
    /// The specification's (§3.3).
    package static let defaultCheckpointFlushMs = 2_000

    /// The sources of a start without `--source`: the default set and what is enabled, without what is disabled.
    var sources: [SourceSpec] {
        let names = DaemonConfiguration.defaultSources + adapters.keys.sorted()
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted && isEnabled($0) }.map(source)
    }

    func isEnabled(_ name: String) -> Bool {
        adapters[name]?.isEnabled ?? DaemonConfiguration.defaultSources.contains(name)
    }

    /// The adapter with what is configured for it.
    func source(_ name: String) -> SourceSpec {
        var configuration = adapters[name]?.configuration ?? [:]
        let id = configuration.removeValue(forKey: "id")
        let sorted = configuration.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return SourceSpec(name: name, configuration: sorted, id: id)
    }
}

/// What is wrong with the settings: where, and what would be right.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String
    /// Whether the settings are right and their file cannot be written.
    package let isOfTheDisk: Bool

    init(_ description: String) {
        self.description = description
        isOfTheDisk = false
    }

    /// From `errno`.
    init(unwritten path: String) {
        description = "cannot write \(path): \(lastError)"
        isOfTheDisk = true
    }
}
