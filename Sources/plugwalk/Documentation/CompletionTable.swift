/// What shells offer where, made of the table.
enum CompletionTable {
    /// The commands that are words; `--status` and `--stop` are options of the start.
    static var commands: [CommandEntry] { CommandTable.all.filter { !$0.isHidden && $0.path.first?.hasPrefix("-") != true } }

    /// The words that may follow a command's.
    static func children(of command: CommandEntry) -> [CommandEntry] {
        commands.filter { !$0.path.isEmpty && $0.path.dropLast() == command.path[...] }
    }

    static func options(of command: CommandEntry) -> [OptionEntry] { command.options.filter { !$0.isHidden } }
}
