import CLinux
import Glibc

/// Reads the options of one command with getopt_long.
struct OptionScanner {
    typealias Result = (options: [(entry: OptionEntry, value: String)], words: [String])

    private let command: CommandEntry
    private var entries: [OptionEntry] { command.options }

    init(_ command: CommandEntry) { self.command = command }

    /// - Parameter stopsAtWord: Whether the first word that is no option ends the reading, because it names a command.
    /// - Returns: The options with their arguments, and the other words, each in their order.
    func scan(_ arguments: [String], stopsAtWord: Bool) throws(UsageError) -> Result {
        let names = entries.map { strdup($0.name.rawValue) }
        let words = ([command.name] + arguments).map { strdup($0) }
        defer { for copy in names + words { free(copy) } }
        let table = zip(entries.indices, names).map { index, name in
            option(
                name: name, has_arg: entries[index].argument == nil ? no_argument : required_argument, flag: nil,
                val: Self.value(of: index))
        }
        return try scan(words + [nil], table + [option()], (stopsAtWord ? "+:" : ":") + entries.compactMap(\.short))
    }

    /// Beyond every letter.
    private static func value(of index: Int) -> Int32 { 256 + Int32(index) }

    private func entry(of value: Int32) -> OptionEntry? {
        let index = Int(value) - 256
        if entries.indices.contains(index) { return entries[index] }
        return entries.first { $0.short?.unicodeScalars.first.map { Int32($0.value) } == value }
    }

    private func scan(
        _ words: [UnsafeMutablePointer<CChar>?], _ table: [option], _ short: String
    ) throws(UsageError) -> Result {
        var words = words
        var found: [(entry: OptionEntry, value: String)] = []
        var match = linux_option_match()
        linux_options_restart()
        while true {
            let before = match.next_word
            let value = linux_options_next(Int32(words.count - 1), &words, short, table, &match)
            if value == LINUX_OPTIONS_END {
                return (found, words[Int(match.next_word)...].compactMap { $0.map { String(cString: $0) } })
            }
            if value == LINUX_OPTION_LACKS_ARGUMENT, let entry = entry(of: match.culprit) {
                throw UsageError("\(entry.spelling) needs an argument: \(entry.head)")
            }
            guard let entry = entry(of: value) else {
                let word = words[Int(max(match.next_word, before + 1)) - 1].map { String(cString: $0) } ?? ""
                throw refusal(of: word, culprit: match.culprit)
            }
            found.append((entry, match.argument.map { String(cString: $0) } ?? ""))
        }
    }

    private func refusal(of word: String, culprit: Int32) -> UsageError {
        if let entry = entry(of: culprit) { return UsageError("\(entry.spelling) takes no argument, \"\(word)\" gives it one") }
        let meant = entries.filter { !$0.isHidden && word.count > 2 && $0.spelling.hasPrefix(word) }.map(\.spelling)
        if meant.count > 1 { return UsageError("\(word) can be \(meant.joined(separator: " or "))") }
        return UsageError("\(word) is no option of \(command.name); see \(command.name) --help")
    }
}
