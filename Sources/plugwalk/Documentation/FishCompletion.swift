/// Completions for fish.
enum FishCompletion {
    static var text: String {
        (["# Completions of plugwalk for fish, made by: plugwalk documentation fish", "complete -c plugwalk -f"]
            + CompletionTable.commands.flatMap(lines)).joined(separator: "\n") + "\n"
    }

    private static func lines(_ command: CommandEntry) -> [String] {
        let condition = condition(command)
        let children = CompletionTable.children(of: command)
        let words = children.compactMap { child in
            child.path.last.map { "complete -c plugwalk -n \(quoted(condition)) -a \($0) -d \(quoted(child.summary))" }
        }
        let options = CompletionTable.options(of: command).map { option in
            "complete -c plugwalk -n \(quoted(condition)) -l \(option.name.rawValue)" + (option.short.map { " -s \($0)" } ?? "")
                + (option.argument == nil ? "" : option.completion == .file ? " -r" : " -x") + offer(option.completion)
                + " -d \(quoted(option.help))"
        }
        let operands = command.operands.prefix(1).compactMap { operand in
            operand.completion == .nothing ? nil : "complete -c plugwalk -n \(quoted(condition))" + offer(operand.completion)
        }
        return words + options + operands
    }

    private static func condition(_ command: CommandEntry) -> String {
        let others = CompletionTable.children(of: command).compactMap(\.path.last)
        let seen = command.path.map { "__fish_seen_subcommand_from \($0)" }
        let unseen = others.isEmpty ? [] : ["not __fish_seen_subcommand_from \(others.joined(separator: " "))"]
        return (seen + unseen).joined(separator: "; and ")
    }

    private static func offer(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .words(let words): " -a \(quoted(words.joined(separator: " ")))"
        case .file: " -F"
        case .adapters: " -a '(plugwalk documentation adapters 2>/dev/null)'"
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#) + "'"
    }
}
