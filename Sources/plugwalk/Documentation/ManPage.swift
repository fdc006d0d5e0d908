import PlugwalkHost

/// The manual page plugwalk(1), made of the table. Format: man 7 man.
enum ManPage {
    static var text: String {
        let visible = CommandTable.all.filter { !$0.isHidden && $0.path != ["adapters", "list"] }
        return (head + synopsis(visible) + description + commands(visible) + environment + files + exits + examples)
            .joined(separator: "\n") + "\n"
    }

    /// Of this version.
    private static let date = "2026-11-25"

    private static let head = [
        #".TH PLUGWALK 1 \#(date) "plugwalk \#(plugwalkVersion)" "User Commands""#, ".SH NAME",
        #"plugwalk \- see what your coding agents do"#,
    ]

    private static func synopsis(_ commands: [CommandEntry]) -> [String] {
        [".SH SYNOPSIS", ".nf"]
            + commands.map { "\\fB\(escaped($0.name))\\fR\(escaped(String($0.usage.dropFirst($0.name.count))))" } + [".fi"]
    }

    private static let description = [
        ".SH DESCRIPTION",
        paragraph(
            "Plugwalk shows what your coding agents do: who waits for you, who is stuck, what failed and why. Its daemon reads what the "
                + "agents leave behind, by adapters, and serves a page and an API on this machine. It changes nothing of what it watches."
        ),
    ]

    private static func commands(_ commands: [CommandEntry]) -> [String] {
        [".SH COMMANDS"]
            + commands.flatMap { command in
                [".SS \(escaped(command.usage))", paragraph(command.summary)] + command.details.flatMap { [".PP", paragraph($0)] }
                    + command.options.filter { !$0.isHidden && $0.name != .help }.flatMap(option)
            }
    }

    private static func option(_ entry: OptionEntry) -> [String] {
        [".TP", ".B \(escaped(entry.spelling))" + (entry.argument.map { " \\fI\(escaped($0))\\fR" } ?? ""), paragraph(entry.help)]
    }

    private static var environment: [String] {
        [".SH ENVIRONMENT"] + EnvironmentTable.all.flatMap { [".TP", ".B \(escaped($0.name))", paragraph($0.meaning)] }
    }

    private static var files: [String] {
        let home = Home(path: "~/.claude/plugwalk")
        let all = [
            (home.settings, "What is set for good: port, bind, isolation, adapters and their configuration."),
            (home.plugins, "Adapters of your own, as shared objects; they are listed at once and run when they are selected."),
            (home.database, "The events."), (home.daemonLog, "What the daemon and its adapters say."),
            (home.record, "The running daemon: its address and process."),
        ]
        return [".SH FILES"] + all.flatMap { [".TP", ".I \(escaped($0.0))", paragraph($0.1)] }
    }

    private static var exits: [String] {
        [".SH EXIT STATUS"] + CommandTable.start.exits.flatMap { [".TP", ".B \($0.code.rawValue)", paragraph($0.meaning)] } + [
            ".PP", "The help of a command says where its codes mean something else.",
        ]
    }

    private static var examples: [String] {
        let all = [
            ("plugwalk --open", "Start, and look at the page."),
            ("plugwalk --source 'opencode-jsonl=path:/var/log/agents'", "Watch the logs in a folder."),
            ("plugwalk tail --status failed,blocked", "Follow what failed and who waits."),
            ("plugwalk adapters enable opencode-jsonl", "Run an adapter at every start."),
        ]
        return [".SH EXAMPLES"] + all.flatMap { [".TP", ".B \(escaped($0.0))", paragraph($0.1)] }
    }

    /// A paragraph, in lines that people can read in the source, too.
    private static func paragraph(_ text: String) -> String {
        TerminalText.wrapped(text, columns: 72).map(escaped).joined(separator: "\n")
    }

    /// No character of the line means anything to roff.
    private static func escaped(_ line: String) -> String {
        let escaped = line.replacing(#"\"#, with: #"\e"#).replacing("-", with: #"\-"#).replacing("'", with: #"\(aq"#)
            .replacing("…", with: "...").replacing("~", with: #"\(ti"#)
        return escaped.hasPrefix(".") ? #"\&"# + escaped : escaped
    }
}
