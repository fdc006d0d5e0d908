/// `plugwalk documentation …`: what packages install beside the program, made of the option table.
struct DocumentationCommand {
    private let page: String

    init(_ arguments: Arguments) throws {
        let wanted = arguments.operands[0]
        switch wanted {
        case "man": page = ManPage.text
        case "bash": page = BashCompletion.text
        case "zsh": page = ZshCompletion.text
        case "fish": page = FishCompletion.text
        // What completions offer as an adapter's name.
        case "adapters": page = try Installation().usableNames.map { $0 + "\n" }.joined()
        default: throw UsageError("\"\(wanted)\" is no documentation, expected man, bash, zsh, fish or adapters")
        }
    }

    func run() -> ExitCode {
        Terminal.printRaw(page)
        return .success
    }
}
