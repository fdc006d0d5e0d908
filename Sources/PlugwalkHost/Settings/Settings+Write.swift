internal import StrictJSON

extension JSONWriter {
    /// Writes the settings as `config.json` holds them; what is not set is left out.
    mutating func settings(_ settings: Settings) {
        object { json in
            if let port = settings.port { json.member("port", port) }
            if let bind = settings.bind { json.member("bind", bind) }
            if let isolation = settings.isolation { json.member("isolation", isolation.rawValue) }
            if let flush = settings.checkpointFlushMs { json.member("checkpoint_flush_ms", flush) }
            if let hosts = settings.hosts { json.member("hosts", hosts) { $0.string($1) } }
            json.member("adapters") { json in
                for (name, adapter) in settings.adapters.sorted(by: { $0.key < $1.key }) {
                    json.member(name) { $0.members(of: adapter) }
                }
            }
        }
    }

    private mutating func members(of adapter: Settings.Adapter) {
        member("enabled", adapter.isEnabled)
        member("configuration") { $0.members(ofConfiguration: adapter.configuration) }
    }

    mutating func members(ofConfiguration configuration: [String: String]) {
        for (key, value) in configuration.sorted(by: { $0.key < $1.key }) { member(key, value) }
    }
}
