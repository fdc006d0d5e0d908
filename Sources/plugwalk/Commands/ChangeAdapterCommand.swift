import PlugwalkHost
import StrictJSON

/// `plugwalk adapters enable|disable|start|stop NAME`: asks the daemon, or without one changes config.json.
struct ChangeAdapterCommand {
    /// Starting and stopping an adapter take its grace times.
    private static let patienceSeconds = 45

    private let arguments: Arguments
    private let verb: AdapterVerb
    private let name: String
    /// Nil when no pair was given.
    private let configuration: [String: String]?

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        verb =
            switch arguments.command.action {
            case .enableAdapter: .enable
            case .disableAdapter: .disable
            case .stopAdapter: .stop
            default: .start
            }
        name = arguments.operands[0]
        configuration = try Self.pairs(arguments.operands.dropFirst())
    }

    private static func pairs(_ words: ArraySlice<String>) throws(UsageError) -> [String: String]? {
        var pairs: [String: String] = [:]
        for word in words {
            guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else {
                throw UsageError("\"\(word)\" is no pair, expected KEY:VALUE such as path:/var/log/agents")
            }
            guard pairs.updateValue(String(word[word.index(after: colon)...]), forKey: String(word[..<colon])) == nil else {
                throw UsageError("the key \"\(word[..<colon])\" is there twice")
            }
        }
        return words.isEmpty ? nil : pairs
    }

    func run() throws -> ExitCode {
        let installation = try Installation()
        if let daemon = try RunningDaemon(installation.home) { return try ask(daemon) }
        guard verb == .enable || verb == .disable else {
            throw UsageError(
                "no daemon runs, so there is nothing to \(verb.rawValue). To run it at every start: plugwalk adapters enable \(name)"
            )
        }
        return try change(installation)
    }

    private func ask(_ daemon: RunningDaemon) throws(UsageError) -> ExitCode {
        // It stands in the address.
        guard ManifestText.name.matches(name) else {
            throw UsageError(
                "\"\(name)\" is no adapter's name, expected \(ManifestText.name.expectation); plugwalk adapters lists them")
        }
        let answer = daemon.client.send(
            "POST", "/api/v1/adapters/\(name)/\(verb.rawValue)", body: body, patienceSeconds: Self.patienceSeconds)
        guard let answer else { throw UsageError(daemon.silence) }
        switch answer.status {
        case 200: return tell(answer.body, answer.document { AdapterState($0).sentence(verb) } ?? "Done.")
        // Its file, or its start.
        case 409: return Terminal.complain(answer.problem, .adapter)
        default: return Terminal.complain(answer.problem, .usage)
        }
    }

    private var body: String {
        guard let configuration else { return "{}" }
        return JSONLine.object { json in
            json.key("configuration")
            json.beginObject()
            for (key, value) in configuration.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
            json.endObject()
        }
    }

    /// What a daemon would do, for the next start.
    private func change(_ installation: Installation) throws -> ExitCode {
        try installation.home.prepare()
        let file = SettingsFile(installation.home)
        var settings = try file.read()
        try check(installation, settings)
        var adapter = settings.adapters[name] ?? .init(isEnabled: false)
        adapter.isEnabled = verb == .enable
        if let configuration { adapter.configuration = configuration }
        settings.adapters[name] = adapter
        try file.write(settings)
        let listing = try installation.listings().first { $0.name == name && $0.state != .refused }
        let document = listing.map { listing in
            var writer = JSONWriter()
            writer.adapter(listing)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        return tell(
            document ?? "{}",
            "\(name) is \(verb == .enable ? "enabled: it runs from the next start on" : "disabled") (\(file.path)).")
    }

    /// What is switched on must be there and be given what it understands; what is only named may be switched off.
    private func check(_ installation: Installation, _ settings: Settings) throws {
        guard let file = installation.files.first(where: { $0.manifest?.name == name }) else {
            if let refused = installation.files.first(where: { $0.fileName == "\(name).so" }), verb == .enable {
                throw DaemonFailure.adapter("the adapter \(name) cannot be used: \(refused.refusal ?? "")")
            }
            let isKnown = settings.adapters[name] != nil || DaemonConfiguration.defaultSources.contains(name)
            if verb == .disable && isKnown { return }
            throw UsageError("there is no adapter \"\(name)\"; there are: \(installation.usableNames.joined(separator: ", "))")
        }
        guard verb == .enable, let manifest = file.manifest else { return }
        let pairs = (configuration ?? settings.adapters[name]?.configuration ?? [:]).filter { $0.key != "id" }
        let spec = SourceSpec(name: name, configuration: pairs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        _ = try ConfigurationSchema(json: manifest.configSchemaJSON).complete(spec, variables: [:])
    }

    private func tell(_ document: String, _ sentence: String) -> ExitCode {
        guard arguments.printsJSON else { return Terminal.print(sentence + "\n") }
        Terminal.printRaw(document.hasSuffix("\n") ? document : document + "\n")
        return .success
    }
}

/// How an adapter is after it was changed.
struct AdapterState {
    private let name: String
    private let states: [String]
    private let messages: [String]

    init(_ adapter: JSONValue) {
        name = adapter["name"]?.string ?? ""
        let instances = (adapter["instances"]?.elements).map { Array($0) } ?? []
        states = instances.compactMap { $0["state"]?.string }
        messages = instances.compactMap { $0["message"]?.string }
    }

    func sentence(_ verb: AdapterVerb) -> String {
        let now = states.isEmpty ? "it does not run" : "it is \(Set(states).sorted().joined(separator: ", "))"
        let head =
            switch verb {
            case .enable: "\(name) is enabled; \(now)"
            case .disable: "\(name) is disabled; \(now)"
            case .start, .stop:
                states.isEmpty ? "\(name) does not run" : "\(name) is \(Set(states).sorted().joined(separator: ", "))"
            }
        return head + (messages.isEmpty ? "." : ": " + messages.joined(separator: "; "))
    }
}
