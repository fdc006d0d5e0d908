import TestSupport
import Testing

@testable import Redaction

/// Every rule's own table of samples and innocents.
struct RuleTests {
    @Test(arguments: RuleBook.rules.indices)
    func `a rule hides its samples and nothing around them`(index: Int) {
        let seed = SeededGenerator.seed()
        var random = SeededGenerator(seed: seed)
        let rule = RuleBook.rules[index], redactor = Redactor()
        #expect(!rule.samples.isEmpty)
        for sample in rule.samples {
            let drawn = DrawnSample(sample, using: &random)
            let output = redactor.redact(text: drawn.text)
            #expect(!drawn.leaks(in: output), "\(rule.name): \(drawn.text) → \(output), seed \(seed)")
            #expect(output.contains("[redacted:"), "\(rule.name): \(drawn.text), seed \(seed)")
            #expect(rule.isKey || output.hasPrefix(drawn.before), "\(rule.name): \(output), seed \(seed)")
            #expect(rule.isKey || output.hasSuffix(drawn.after), "\(rule.name): \(output), seed \(seed)")
        }
    }

    @Test(arguments: RuleBook.rules.flatMap { $0.innocents.map { "\($0)" } })
    func `an innocent text stays as it is`(text: String) {
        #expect(Redactor().redact(text: text) == text)
        #expect(Redactor().json("[\(quoted(text))]") == "[\(quoted(text))]")
    }

    @Test func `a marker names no secret, whatever its rule`() {
        let redactor = Redactor()
        for rule in RuleBook.rules {
            let text =
                "TOKEN=[redacted:\(rule.name)] url=https://a:[redacted:\(rule.name)]@b.example/ Authorization: Bearer [redacted:\(rule.name)]"
            #expect(redactor.redact(text: text) == text)
        }
    }

    @Test func `an identifier is judged by its shape alone`() {
        let redactor = Redactor()
        #expect(redactor.redact(identifier: "ses_6598333ec001MIBopIvVjbQEW8") == nil)
        #expect(redactor.redact(identifier: "token=3a7ebadcfe3c24aaa8a474185f") == nil)
        #expect(redactor.redact(identifier: "gh" + "p_0123456789abcdefABCDEF0123456789abcd") == "github-token")
    }
}

extension Rule {
    // An armoured key is replaced with its armour.
    fileprivate var isKey: Bool { "\(name)" == "private-key" }
}
