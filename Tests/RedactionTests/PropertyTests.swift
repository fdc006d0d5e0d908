import Foundation
import StrictJSON
import TestSupport
import Testing

@testable import Redaction

/// What holds for any text: secrets do not survive in any spelling, and redacting twice is redacting once.
struct PropertyTests {
    private let redactor = Redactor()

    @Test(arguments: [Spelling.plain, .jsonString, .nestedJSON, .unicodeEscapes, .coloured, .amongLines])
    func `no sample survives in random surroundings`(spelling: Spelling) {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        for rule in RuleBook.rules {
            for sample in rule.samples {
                let drawn = DrawnSample(sample, using: &random)
                let input = spelling.spell(drawn, using: &random)
                let output = spelling.isJSON ? redactor.json(input) : redactor.redact(text: input)
                #expect(!drawn.leaks(in: readable(output)), "\(rule.name), \(spelling): \(input) → \(output), seed \(seed)")
                #expect(
                    (spelling.isJSON ? redactor.json(output) : redactor.redact(text: output)) == output,
                    "\(rule.name): \(output), seed \(seed)")
            }
        }
    }

    @Test(arguments: [Spelling.percentEncoded, .htmlReferences, .base64])
    func `no token survives an encoding`(spelling: Spelling) {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        for rule in RuleBook.rules where rule.isShape {
            let drawn = DrawnSample(rule.samples[0], using: &random)
            let input = spelling.spell(drawn, using: &random), output = redactor.redact(text: input)
            #expect(output.contains("[redacted:"), "\(rule.name), \(spelling): \(input) → \(output), seed \(seed)")
            #expect(redactor.redact(text: output) == output, "\(rule.name): \(output), seed \(seed)")
        }
    }

    @Test func `valid JSON stays valid, with the same keys and values of the same kinds`() throws {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        let samples = RuleBook.rules.flatMap(\.samples)
        for _ in 0..<300 {
            let drawn = DrawnSample(samples.randomElement(using: &random)!, using: &random)
            let input =
                #"{"a":[1,"x",{"text":\#(quoted(drawn.text)),"n":1e400}],"password":{"k":null},"lines":["+",\#(quoted(drawn.text))]}"#
            let output = redactor.json(input)
            #expect(try shape(output) == shape(input), "\(input) → \(output), seed \(seed)")
        }
    }

    @Test func `random words stay as they are`() {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        let words = [
            "token", "the", "password", "key", "session", "is", "tokens", "=", ":", "in", "config.yaml", "Bearer", "cookie", "42",
            "auth", "()", "https://a.example/b", "→",
        ]
        for _ in 0..<500 {
            let text = (0..<12).map { _ in words.randomElement(using: &random)! }.joined(separator: " ")
            #expect(redactor.redact(text: text) == text, "seed \(seed)")
        }
    }

    /// Kinds of values with their keys, in order.
    private func shape(_ json: String) throws -> [String] {
        let document = try JSONParser().parse(copying: json)
        return (0..<document.count).map {
            document[$0].kind == .key ? document.text(of: document[$0]).decoded : "\(document[$0].kind)"
        }
    }

    /// With escapes and colours resolved, so that hidden text is seen.
    private func readable(_ text: String) -> String {
        var text = text
        for _ in 0..<3 {
            text = text.replacingOccurrences(of: "\\\\", with: "\\").replacingOccurrences(of: "\\n", with: "\n")
                .replacingOccurrences(of: "\u{1B}[1m", with: "")
        }
        return text
    }
}

/// Ways to write a sample down.
enum Spelling {
    case plain, jsonString, nestedJSON, unicodeEscapes, coloured, amongLines, percentEncoded, htmlReferences, base64

    var isJSON: Bool { self == .jsonString || self == .nestedJSON || self == .unicodeEscapes }

    func spell(_ sample: DrawnSample, using random: inout SeededGenerator) -> String {
        switch self {
        case .plain: "First line.\n\(sample.text)\nLast line."
        case .jsonString: #"{"id":"a1","output":\#(quoted(sample.text)),"exit":0}"#
        case .nestedJSON: #"{"output":\#(quoted(#"{"stdout": \#(quoted(sample.text)), "code": 0}"#))}"#
        case .unicodeEscapes: #"{"output":"\#(escaped(sample.before))\#(unicode(sample.secret))\#(escaped(sample.after))"}"#
        case .coloured: sample.before + "\u{1B}[1m" + sample.secret + "\u{1B}[0m" + sample.after
        case .amongLines: "PORT=\(Int.random(in: 1...9999, using: &random))\n\(sample.text)\nREGION=eu-west-1\n"
        case .percentEncoded:
            "https://a.example/?q="
                + sample.text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        case .htmlReferences: "<p>" + sample.text.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() + "</p>"
        case .base64: "content: " + Data(("x = " + sample.text).utf8).base64EncodedString()
        }
    }

    private func escaped(_ text: String) -> String { String(quoted(text).dropFirst().dropLast()) }

    private func unicode(_ text: String) -> String {
        text.unicodeScalars.map { "\\u00" + ($0.value < 16 ? "0" : "") + String($0.value, radix: 16) }.joined()
    }
}
