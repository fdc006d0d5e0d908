/// An option's name, as it is written after the two dashes.
enum OptionName: String, CaseIterable {
    case open, port, bind, token, source, demo, dev, isolation, json, status, stop, help, version
    case replay, export, format
    case agent, severity, type, run, session, dataset, since
    case readyDescriptor = "ready-descriptor"
}

/// What the shell may offer where an argument stands.
enum Completion: Equatable {
    case nothing
    case words([String])
    /// Any file.
    case file
    /// The names of the adapters that are there.
    case adapters
}

/// One option of a command: what it is called, what it takes, and what the help says.
struct OptionEntry {
    let name: OptionName
    let short: Character?
    /// The argument's name in the help; nil when the option takes none.
    let argument: String?
    let help: String
    let completion: Completion
    /// Whether only the command itself uses it, or it is understood to be refused with a reason.
    let isHidden: Bool

    init(
        _ name: OptionName, short: Character? = nil, _ argument: String? = nil, _ help: String = "",
        completion: Completion = .nothing,
        isHidden: Bool = false
    ) {
        self.name = name
        self.short = short
        self.argument = argument
        self.help = help
        self.completion = completion
        self.isHidden = isHidden
    }

    /// Whether it is the way to call a command of its own.
    var isChoice: Bool { (name == .status || name == .stop) && argument == nil }

    var spelling: String { "--\(name.rawValue)" }

    /// As the help lists it: `-h, --help`, `--port NUMBER`.
    var head: String {
        (short.map { "-\($0), " } ?? "") + spelling + (argument.map { " \($0)" } ?? "")
    }
}
