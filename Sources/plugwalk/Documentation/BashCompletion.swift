/// Completions for bash. They need nothing but bash itself.
enum BashCompletion {
    static var text: String {
        """
        # Completions of plugwalk for bash, made by: plugwalk documentation bash
        _plugwalk() {
          local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= index
          COMPREPLY=()
          # Bash cuts --option=word in three.
          if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
          for ((index = 1; index < COMP_CWORD; index++)); do
            case "$command ${COMP_WORDS[index]}" in
        \(paths.map { "      \"\($0)\") command=\"\($0)\" ;;" }.joined(separator: "\n"))
            esac
          done
          case "$command $before" in
        \(arguments.joined(separator: "\n"))
          esac
          if [[ $word == -* ]]; then
            case "$command" in
        \(CompletionTable.commands.map(optionCase).joined(separator: "\n"))
            esac
            return
          fi
          case "$command" in
        \(CompletionTable.commands.compactMap(operandCase).joined(separator: "\n"))
          esac
        }
        complete -F _plugwalk plugwalk

        """
    }

    /// A command is known by its words, each after a blank.
    private static func key(_ command: CommandEntry) -> String { command.path.map { " \($0)" }.joined() }

    private static var paths: [String] { CompletionTable.commands.map(key).filter { !$0.isEmpty } }

    private static var arguments: [String] {
        CompletionTable.commands.flatMap { command in
            CompletionTable.options(of: command).filter { $0.argument != nil }.map { option in
                "    \"\(key(command)) \(option.spelling)\") \(offer(option.completion) ?? ":"); return ;;"
            }
        }
    }

    private static func optionCase(_ command: CommandEntry) -> String {
        let words = CompletionTable.options(of: command).map(\.spelling).joined(separator: " ")
        return "      \"\(key(command))\") COMPREPLY=($(compgen -W \"\(words)\" -- \"$word\")) ;;"
    }

    private static func operandCase(_ command: CommandEntry) -> String? {
        let children = CompletionTable.children(of: command).compactMap(\.path.last)
        let completion = children.isEmpty ? command.operands.first?.completion ?? .nothing : .words(children)
        return offer(completion).map { "    \"\(key(command))\") \($0) ;;" }
    }

    private static func offer(_ completion: Completion) -> String? {
        switch completion {
        case .nothing: nil
        case .words(let words): "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$word\"))"
        case .file: "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\"))"
        case .adapters: "COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" documentation adapters 2>/dev/null)\" -- \"$word\"))"
        }
    }
}
