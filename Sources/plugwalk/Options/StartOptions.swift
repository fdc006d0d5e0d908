import PlugwalkHost

/// How the daemon is to run, as far as the person said so; the rest is config.json's.
struct StartOptions {
    var port: UInt16?
    var bind: String?
    var sources: [SourceSpec]?
    var isolation: DaemonConfiguration.Isolation?
    /// From `--token`, else from the environment.
    var token: String?

    /// - Throws: `UsageError` that says what would be right.
    init(_ arguments: Arguments, environment: [String: String]) throws(UsageError) {
        for name in [OptionName.replay, .export, .format] where arguments.has(name) { throw Self.notYet(name) }
        port = try arguments.value(.port).map { text throws(UsageError) in
            try DecimalNumber.parse(text, "--port", "a number from 0 to 65535")
        }
        bind = try arguments.value(.bind).map(Self.address)
        isolation = try arguments.value(.isolation).map(Self.place)
        sources = try arguments.value(.source).map(Self.specs)
        token = try Self.token(arguments, environment)
        if let bind, token == nil, BindAddress(bind)?.isLoopback == false {
            throw UsageError(
                "--bind \(bind) is reached by other machines, so everybody must show a token: set PLUGWALK_TOKEN (a good one: "
                    + "openssl rand -hex 16) or give --token; or leave --bind away to stay on this machine")
        }
    }

    private static func notYet(_ name: OptionName) -> UsageError {
        UsageError("--\(name.rawValue) is not in this version yet; plugwalk --help says what is")
    }

    private static func address(_ text: String) throws(UsageError) -> String {
        guard BindAddress(text) != nil else {
            throw UsageError("--bind is \"\(text)\", expected an address such as 127.0.0.1, ::1 or 0.0.0.0, or localhost")
        }
        return text
    }

    private static func place(_ text: String) throws(UsageError) -> DaemonConfiguration.Isolation {
        guard let place = DaemonConfiguration.Isolation(rawValue: text) else {
            throw UsageError("--isolation is \"\(text)\", expected worker or in-process")
        }
        return place
    }

    private static func specs(_ text: String) throws(UsageError) -> [SourceSpec] {
        do throws(SourceSpecError) { return try SourceSpec.parse(text) } catch { throw UsageError(error.description) }
    }

    private static func token(_ arguments: Arguments, _ environment: [String: String]) throws(UsageError) -> String? {
        let option = arguments.value(.token)
        guard let token = option ?? environment[tokenVariable].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
        // It travels in headers and cookies; the message must not repeat it.
        guard (6...256).contains(token.utf8.count), token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw UsageError(
                "\(option == nil ? tokenVariable : "--token") must be 6 to 256 visible ASCII characters without blanks; a good one: openssl rand -hex 16"
            )
        }
        return token
    }

    /// The environment variable that holds the token; the background daemon gets it by this alone.
    static let tokenVariable = "PLUGWALK_TOKEN"
}

/// Decimal digits and nothing else: no sign, no blank, no other base.
enum DecimalNumber {
    static func parse<Number: FixedWidthInteger>(_ text: String, _ option: String, _ expected: String) throws(UsageError) -> Number
    {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Number(text) else {
            throw UsageError("\(option) is \"\(text)\", expected \(expected)")
        }
        return number
    }
}
