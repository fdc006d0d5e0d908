/// What a start has made of flags, settings and defaults.
struct EffectiveSettings: Sendable {
    /// As it was asked for; 0 lets the system pick one.
    let port: UInt16
    let bind: String
    let isolation: DaemonConfiguration.Isolation
    let checkpointFlushMs: Int
    let hosts: [String]
    /// The members that flags decide, whatever the file says.
    private let flagged: Set<String>
    private let hasToken: Bool

    init(_ configuration: DaemonConfiguration, _ settings: Settings) {
        port = configuration.port ?? settings.port ?? DaemonConfiguration.defaultPort
        bind = configuration.bind ?? settings.bind ?? DaemonConfiguration.defaultAddress
        isolation = configuration.isolation ?? settings.isolation ?? .worker
        checkpointFlushMs = settings.checkpointFlushMs ?? Settings.defaultCheckpointFlushMs
        hosts = settings.hosts ?? []
        hasToken = configuration.token != nil
        var flagged: Set<String> = []
        if configuration.port != nil { flagged.insert("port") }
        if configuration.bind != nil { flagged.insert("bind") }
        if configuration.isolation != nil { flagged.insert("isolation") }
        self.flagged = flagged
    }

    /// Why a restart with these settings would fail; nil when it would not.
    func objection(to settings: Settings) -> String? {
        guard let bind = settings.bind, !flagged.contains("bind"), !hasToken, BindAddress(bind)?.isLoopback == false
        else { return nil }
        return "\"bind\" is \"\(bind)\", which others can reach: that needs a start with a token (PLUGWALK_TOKEN)"
    }

    /// The address to listen on, in digits.
    var address: String { bind == "localhost" ? DaemonConfiguration.defaultAddress : bind }

    /// All of it as settings, with the port that is listened on.
    func settings(port: UInt16, adapters: [String: Settings.Adapter]) -> Settings {
        var settings = Settings()
        settings.port = port
        settings.bind = bind
        settings.isolation = isolation
        settings.checkpointFlushMs = checkpointFlushMs
        settings.hosts = hosts
        settings.adapters = adapters
        return settings
    }

    /// The members that would be others after a restart with the same flags.
    func restartNeeded(_ settings: Settings) -> [String] {
        let differing = [
            ("port", settings.port ?? DaemonConfiguration.defaultPort != port),
            ("bind", settings.bind ?? DaemonConfiguration.defaultAddress != bind),
            ("isolation", settings.isolation ?? .worker != isolation),
            ("checkpoint_flush_ms", settings.checkpointFlushMs ?? Settings.defaultCheckpointFlushMs != checkpointFlushMs),
            ("hosts", settings.hosts ?? [] != hosts),
        ]
        return differing.filter { $0.1 && !flagged.contains($0.0) }.map(\.0)
    }
}
