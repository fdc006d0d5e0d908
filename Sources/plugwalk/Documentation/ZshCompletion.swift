/// Completions for zsh, as an autoloaded function.
enum ZshCompletion {
    static var text: String {
        """
        #compdef plugwalk
        # Completions of plugwalk for zsh, made by: plugwalk documentation zsh
        _plugwalk_adapters() { compadd -- ${(f)"$(plugwalk documentation adapters 2>/dev/null)"} }
        _plugwalk() {
          local command= word
          for word in ${words[2,CURRENT-1]}; do
            case "$command $word" in
        \(paths.map { "      \"\($0)\") command=\"\($0)\" ;;" }.joined(separator: "\n"))
            esac
          done
          # Only the words after the command's own are its arguments.
          local -i depth=${(w)#command}
          shift depth words
          (( CURRENT -= depth ))
          case "$command" in
        \(CompletionTable.commands.map(commandCase).joined(separator: "\n"))
          esac
        }
        _plugwalk "$@"

        """
    }

    private static func key(_ command: CommandEntry) -> String { command.path.map { " \($0)" }.joined() }

    private static var paths: [String] { CompletionTable.commands.map(key).filter { !$0.isEmpty } }

    private static func commandCase(_ command: CommandEntry) -> String {
        let specifications = CompletionTable.options(of: command).map(specification) + [operand(command)].compactMap(\.self)
        let lines = ["    \"\(key(command))\") _arguments"] + specifications.map { "      \($0)" }
        return lines.joined(separator: " \\\n") + " ;;"
    }

    private static func specification(_ option: OptionEntry) -> String {
        let argument = option.argument.map { ":\(clean($0)):\(offer(option.completion))" } ?? ""
        return quoted("\(option.spelling)[\(clean(option.help))]\(argument)")
    }

    private static func operand(_ command: CommandEntry) -> String? {
        let children = CompletionTable.children(of: command).compactMap(\.path.last)
        if !children.isEmpty { return quoted("1:command:(\(children.joined(separator: " ")))") }
        return command.operands.first.map { quoted("1:\(clean($0.name)):\(offer($0.completion))") }
    }

    private static func offer(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .words(let words): "(\(words.map { $0.replacing(":", with: #"\:"#) }.joined(separator: " ")))"
        case .file: "_files"
        case .adapters: "_plugwalk_adapters"
        }
    }

    /// Without what means something in a specification.
    private static func clean(_ text: String) -> String {
        text.replacing("[", with: "(").replacing("]", with: ")").replacing(":", with: #"\:"#)
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }
}
