/// What a command does.
enum CommandAction {
    case start, serve, status, stop
    case listAdapters, enableAdapter, disableAdapter, startAdapter, stopAdapter, checkAdapter
    case doctor, tail, documentation
}

/// A word that a command takes beside its options.
struct Operand {
    enum Count { case one, any }

    let name: String
    let count: Count
    let completion: Completion

    init(_ name: String, _ count: Count = .one, completion: Completion = .nothing) {
        self.name = name
        self.count = count
        self.completion = completion
    }

    var usage: String { count == .one ? name : "[\(name) …]" }
}

/// One command: how it is called, what it takes, and what the help says.
struct CommandEntry {
    /// The words after `plugwalk`; empty for the start. One that begins with dashes is the root's option that chooses it.
    let path: [String]
    let action: CommandAction
    /// One sentence, for lists.
    let summary: String
    /// Paragraphs beside the summary.
    var details: [String] = []
    var operands: [Operand] = []
    var options: [OptionEntry] = []
    /// What its exit codes say.
    var exits: [(code: ExitCode, meaning: String)] = [(.success, "success"), (.usage, "a wrong argument, or nothing to ask")]
    var isHidden = false

    var name: String { (["plugwalk"] + path).joined(separator: " ") }

    /// The line that shows how it is called.
    var usage: String {
        let visible = options.filter { !$0.isHidden && $0.name != .help && $0.name != .version }
        let words = visible.count > 1 ? ["[OPTIONS]"] : visible.map { "[\($0.spelling)]" }
        return ([name] + operands.map(\.usage) + words).joined(separator: " ")
    }

    func option(_ name: OptionName) -> OptionEntry? { options.first { $0.name == name } }
}
