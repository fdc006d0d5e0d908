import CLinux
import Glibc
import PlugwalkHost

/// What the person asked for.
struct Invocation {
    enum Action: Equatable { case start, serve, status, stop, help, version }

    var action = Action.start
    var port: UInt16 = 4517
    var sources: [SourceSpec]?
    /// The argument of `--source`, as it was given.
    var sourceText: String?
    var isolation = DaemonConfiguration.Isolation.worker
    var showsDemo = false
    var printsJSON = false
    /// Where the foreground daemon tells its starter that it is up.
    var readyDescriptor: Int32?
}

/// What is wrong with the arguments, and what would be right.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Invocation {
    init(arguments: [String]) throws(UsageError) {
        self.init()
        let (options, words) = try OptionScanner.scan(arguments)
        var actions: [(Action, String)] = []
        for (name, argument) in options {
            if let action = try take(name, argument) { actions.append((action, OptionScanner.spelling(of: name))) }
        }
        for word in words {
            guard word == "serve" else {
                throw UsageError("there is no command \"\(word)\", only: serve. Options begin with two dashes; see plugwalk --help")
            }
            actions.append((.serve, word))
        }
        guard actions.count <= 1 else {
            throw UsageError("\(actions.map(\.1).joined(separator: " and ")) exclude each other: give one of them")
        }
        action = actions.first?.0 ?? .start
    }

    /// - Returns: What is to be done, when the option says so.
    private mutating func take(_ name: OptionEntry.Name, _ argument: String) throws(UsageError) -> Action? {
        switch name {
        case .help: return .help
        case .version: return .version
        case .status: return .status
        case .stop: return .stop
        case .demo: showsDemo = true
        case .json: printsJSON = true
        case .port: port = try Self.number(argument, "--port", "a number from 0 to 65535")
        case .readyDescriptor: readyDescriptor = try Self.number(argument, "--ready-descriptor", "a descriptor")
        case .source:
            do throws(SourceSpecError) {
                sources = try SourceSpec.parse(argument)
                sourceText = argument
            } catch {
                throw UsageError(error.description)
            }
        case .isolation:
            guard let place = DaemonConfiguration.Isolation(rawValue: argument) else {
                throw UsageError("--isolation is \"\(argument)\", expected worker or in-process")
            }
            isolation = place
        }
        return nil
    }

    private static func number<Number: FixedWidthInteger>(
        _ text: String, _ option: String, _ expected: String
    ) throws(UsageError) -> Number {
        guard let number = Number(text) else { throw UsageError("\(option) is \"\(text)\", expected \(expected)") }
        return number
    }
}

/// Reads the arguments with getopt_long, by the option table.
enum OptionScanner {
    static func spelling(of name: OptionEntry.Name) -> String {
        "--" + (OptionTable.entries.first { $0.name == name }?.long ?? "")
    }

    /// - Returns: The options with their arguments, and the other words, each in their order.
    static func scan(_ arguments: [String]) throws(UsageError) -> ([(OptionEntry.Name, String)], [String]) {
        let names = OptionTable.entries.map { strdup($0.long) }
        let words = arguments.map { strdup($0) }
        defer { for copy in names + words { free(copy) } }
        let table = zip(OptionTable.entries, names).map { entry, name in
            option(
                name: name, has_arg: entry.argument == nil ? no_argument : required_argument, flag: nil, val: entry.name.rawValue)
        }
        return try scan(words + [nil], table + [option()])
    }

    private static func scan(
        _ words: [UnsafeMutablePointer<CChar>?], _ table: [option]
    ) throws(UsageError) -> ([(OptionEntry.Name, String)], [String]) {
        var words = words
        var found: [(OptionEntry.Name, String)] = []
        var match = linux_option_match()
        linux_options_restart()
        while true {
            let before = match.next_word
            let value = linux_options_next(Int32(words.count - 1), &words, ":", table, &match)
            switch value {
            case LINUX_OPTIONS_END:
                return (found, words[Int(match.next_word)...].compactMap { $0.map { String(cString: $0) } })
            case LINUX_OPTION_LACKS_ARGUMENT:
                let entry = OptionTable.entries.first { $0.name.rawValue == match.culprit }
                throw UsageError("--\(entry?.long ?? "?") needs an argument: --\(entry?.long ?? "?") \(entry?.argument ?? "VALUE")")
            default:
                guard let name = OptionEntry.Name(rawValue: value) else {
                    let word = words[Int(max(match.next_word, before + 1)) - 1].map { String(cString: $0) } ?? ""
                    throw UsageError("\(word) is no option of plugwalk, or takes no argument; see plugwalk --help")
                }
                found.append((name, match.argument.map { String(cString: $0) } ?? ""))
            }
        }
    }
}
