import CLinux
import Glibc
import Testing

/// Serialized: glibc keeps the place of a parse in globals.
@Suite(.serialized) struct OptionsTests {
    private struct Parse: Equatable {
        var found: [String] = []
        var rest: [String] = []
    }

    /// Parses as a program with `-v/--verbose`, `-o/--output FILE` and `--port[=N]` would.
    private func parse(_ words: [String]) -> Parse {
        let names: [UnsafeMutablePointer<CChar>] = ["verbose", "output", "port"].map { (name: String) in strdup(name) }
        var argv = (["program"] + words).map { strdup($0) }
        let made = argv
        defer {
            for word in made { free(word) }
            for name in names { free(name) }
        }
        argv.append(nil)
        let table = [
            option(name: names[0], has_arg: no_argument, flag: nil, val: Int32(UInt8(ascii: "v"))),
            option(name: names[1], has_arg: required_argument, flag: nil, val: Int32(UInt8(ascii: "o"))),
            option(name: names[2], has_arg: optional_argument, flag: nil, val: 1_000),
            option(),
        ]
        var result = Parse()
        var match = linux_option_match()
        linux_options_restart()
        while case let answer = linux_options_next(Int32(made.count), argv, ":vo:", table, &match),
            answer != LINUX_OPTIONS_END
        {
            let argument = match.argument.map { "=" + String(cString: $0) } ?? ""
            let name = match.long_index >= 0 ? "--" + String(cString: names[Int(match.long_index)]) : ""
            switch answer {
            case LINUX_OPTION_UNKNOWN: result.found.append("unknown \(match.culprit) before \(match.next_word)")
            case LINUX_OPTION_LACKS_ARGUMENT: result.found.append("no argument for \(match.culprit)")
            default: result.found.append("\(answer)\(name)\(argument)")
            }
        }
        result.rest = argv[Int(match.next_word)..<made.count].map { String(cString: $0!) }
        return result
    }

    @Test(
        arguments: [
            ([], [], []),
            (["-v", "file"], ["118"], ["file"]),
            (["file", "--verbose", "other"], ["118--verbose"], ["file", "other"]),
            (["-vofile"], ["118", "111=file"], []),
            (["--output", "a", "--output=b"], ["111--output=a", "111--output=b"], []),
            (["--port", "--port=80", "x"], ["1000--port", "1000--port=80"], ["x"]),
            (["--", "-v"], [], ["-v"]),
            (["-x", "--nothing", "-v"], ["unknown 120 before 2", "unknown 0 before 3", "118"], []),
            (["--verbose=yes"], ["unknown 118 before 2"], []),
            (["-o"], ["no argument for 111"], []),
            (["--output"], ["no argument for 111"], []),
        ] as [([String], [String], [String])])
    func `options, arguments and the rest are told apart`(words: [String], found: [String], rest: [String]) {
        #expect(parse(words) == Parse(found: found, rest: rest))
    }
}
