/// What the person asked for: a command with the options and words that it takes.
struct Arguments {
    let command: CommandEntry
    /// In their order; the last of one name counts.
    let options: [(entry: OptionEntry, value: String)]
    let operands: [String]

    func has(_ name: OptionName) -> Bool { options.contains { $0.entry.name == name } }

    func value(_ name: OptionName) -> String? { options.last { $0.entry.name == name }?.value }

    var printsJSON: Bool { has(.json) }
}

extension Arguments {
    /// Reads the words after the program's name.
    ///
    /// - Throws: `UsageError` that says what would be right.
    init(parsing words: [String]) throws(UsageError) {
        var command = CommandTable.start
        var found: [(entry: OptionEntry, value: String)] = []
        var rest = words
        var hasMore = true
        while hasMore {
            let children = CommandTable.all.filter { $0.path.dropLast() == command.path[...] && !$0.path.isEmpty }
            let scan = try OptionScanner(command).scan(rest, stopsAtWord: !children.isEmpty)
            found += scan.options
            rest = scan.words
            hasMore = !children.isEmpty && !rest.isEmpty
            if hasMore { command = try Self.choose(rest.removeFirst(), children, of: command) }
        }
        let chosen = try Self.chosen(by: found, command)
        try self.init(command: chosen, options: Self.checked(found, chosen), operands: rest)
        if !has(.help) { try checkOperands() }
    }

    private static func choose(_ word: String, _ children: [CommandEntry], of parent: CommandEntry) throws(UsageError)
        -> CommandEntry
    {
        if let child = children.first(where: { $0.path.last == word && !word.hasPrefix("-") }) { return child }
        let names = children.filter { !$0.isHidden }.compactMap(\.path.last).filter { !$0.hasPrefix("-") }
        throw UsageError(
            "there is no command \"\((parent.path + [word]).joined(separator: " "))\"; there are: \(names.joined(separator: ", ")). See \(parent.name) --help"
        )
    }

    /// `--status` and `--stop` are options that choose a command.
    private static func chosen(by found: [(entry: OptionEntry, value: String)], _ command: CommandEntry) throws(UsageError)
        -> CommandEntry
    {
        let choosing = found.filter { $0.entry.isChoice }.map(\.entry.spelling)
        let choices = CommandTable.all.filter { $0.path.count == 1 && choosing.contains($0.path[0]) }
        let words = choices.map { $0.path[0] } + (command.path.isEmpty ? [] : [command.path[0]])
        guard words.count <= 1 || choices.isEmpty else {
            throw UsageError("\(words.joined(separator: " and ")) exclude each other: give one of them")
        }
        return choices.first ?? command
    }

    private static func checked(
        _ found: [(entry: OptionEntry, value: String)], _ command: CommandEntry
    ) throws(UsageError) -> [(entry: OptionEntry, value: String)] {
        for (entry, _) in found where entry.spelling != command.path.last {
            guard let own = command.option(entry.name), own.argument == entry.argument else {
                throw UsageError("\(entry.spelling) is no option of \(command.name); see \(command.name) --help")
            }
        }
        return found
    }

    private func checkOperands() throws(UsageError) {
        let required = command.operands.filter { $0.count == .one }
        if operands.count < required.count {
            throw UsageError("\(command.name) needs \(required[operands.count].name): \(command.usage)")
        }
        if operands.count > required.count, !command.operands.contains(where: { $0.count == .any }) {
            throw UsageError("\"\(operands[required.count])\" is one word too many: \(command.usage)")
        }
    }
}
