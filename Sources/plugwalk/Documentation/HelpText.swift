/// The help of a command, made of the table: lines of at most 80 characters.
struct HelpText {
    private static let columns = 80

    let command: CommandEntry

    init(_ command: CommandEntry) { self.command = command }

    var text: String {
        (command.path.isEmpty ? rootHead : head) + section("Options", options) + (command.path.isEmpty ? environment : "")
            + section("Exit codes", exits.map { "  \($0.0)  \($0.1)" })
    }

    private var head: String {
        (["Usage: \(command.usage)", ""] + paragraphs([command.summary] + command.details)).joined(separator: "\n") + "\n"
    }

    private var rootHead: String {
        var lines = [
            "plugwalk shows what your coding agents do: who waits for you, who is stuck,", "what failed and why.", "", "Usage:",
        ]
        for entry in CommandTable.all where !entry.isHidden && entry.path != ["adapters", "list"] {
            lines += ["  \(entry.usage)"] + indented(entry.summary, by: 6)
        }
        return (lines + [""] + paragraphs(command.details)).joined(separator: "\n") + "\n"
    }

    private var options: [String] {
        command.options.filter { !$0.isHidden }.flatMap { ["  \($0.head)"] + indented($0.help, by: 6) }
    }

    private var exits: [(String, String)] { command.exits.map { ("\($0.code.rawValue)", $0.meaning) } }

    private var environment: String {
        section("Environment", EnvironmentTable.all.flatMap { ["  \($0.name)"] + indented($0.meaning, by: 6) })
    }

    private func section(_ title: String, _ lines: [String]) -> String { "\n\(title):\n" + lines.joined(separator: "\n") + "\n" }

    private func paragraphs(_ texts: [String]) -> [String] {
        texts.map { indented($0, by: 0).joined(separator: "\n") }.joined(separator: "\n\n").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    private func indented(_ text: String, by columns: Int) -> [String] {
        TerminalText.wrapped(text, columns: Self.columns - 1 - columns).map { String(repeating: " ", count: columns) + $0 }
    }
}
