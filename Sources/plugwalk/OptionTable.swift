/// One option of the command: what it is called, what it takes, and what the help says.
struct OptionEntry {
    enum Name: Int32, CaseIterable {
        case port = 256, source, isolation, demo, status, stop, json, help, version, readyDescriptor
    }

    let name: Name
    let long: String
    /// The argument's name in the help; nil when the option takes none.
    let argument: String?
    /// Nil for what only the command itself uses.
    let help: String?
}

/// The one table of which options, help and tests are made.
enum OptionTable {
    static let entries = [
        OptionEntry(name: .status, long: "status", argument: nil, help: "Say whether the daemon runs, and how its adapters do."),
        OptionEntry(name: .stop, long: "stop", argument: nil, help: "Stop the daemon; returns when it has ended."),
        OptionEntry(
            name: .port, long: "port", argument: "NUMBER",
            help: "Listen on this port of 127.0.0.1 (default 4517; 0 picks a free one)."),
        OptionEntry(
            name: .source, long: "source", argument: "LIST",
            help:
                "The adapters to run, as NAME or NAME=KEY:VALUE;KEY:VALUE, separated by commas (default opencode-sse,claude-hooks)."
        ),
        OptionEntry(
            name: .demo, long: "demo", argument: nil, help: "Load the recorded runs that ship with Plugwalk as the dataset demo."),
        OptionEntry(
            name: .isolation, long: "isolation", argument: "PLACE",
            help: "Where adapters run: worker, each in a process of its own (default), or in-process."),
        OptionEntry(name: .json, long: "json", argument: nil, help: "Print JSON, for --status."),
        OptionEntry(name: .help, long: "help", argument: nil, help: "Print this help."),
        OptionEntry(name: .version, long: "version", argument: nil, help: "Print the version."),
        OptionEntry(name: .readyDescriptor, long: "ready-descriptor", argument: "NUMBER", help: nil),
    ]

    static var help: String {
        let options = entries.compactMap { entry in entry.help.map { (head(of: entry), $0) } }
        return """
            plugwalk shows what your coding agents do: who waits for you, who is stuck,
            what failed and why.

            Usage:
              plugwalk [OPTIONS]          start the daemon and print the address of its page
              plugwalk serve [OPTIONS]    the same in the foreground, until Ctrl-C
              plugwalk --status [--json]
              plugwalk --stop

            Options:
            \(options.map { "  \($0)\n\(wrapped($1))" }.joined(separator: "\n"))

            Environment:
              PLUGWALK_HOME
                  The folder that holds all state (default ~/.claude/plugwalk).

            Exit codes:
              0  success
              2  a wrong argument, configuration or state folder
              3  a named adapter did not start
              4  the port cannot be bound

            """
    }

    private static func head(of entry: OptionEntry) -> String {
        "--\(entry.long)" + (entry.argument.map { " \($0)" } ?? "")
    }

    /// The text in lines of at most 80 characters, indented by six.
    private static func wrapped(_ text: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count + 7 > 80 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.map { "      " + $0 }.joined(separator: "\n")
    }
}
