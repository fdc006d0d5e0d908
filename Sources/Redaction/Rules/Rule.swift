/// One kind of secret: what the filter looks for, and the exact matcher that finds the span.
final class Rule: Sendable {
    /// What may be read in place of the secret: `[redacted:<name>]`.
    let name: StaticString
    /// Whether the secret is told by its own shape, so that the rule also holds for identifiers.
    let isShape: Bool
    /// Hyperscan patterns; the matcher runs at the end of each of their matches.
    let triggers: [Trigger]
    /// Adds what it finds around a position just behind a trigger.
    let match: @Sendable (_ subject: Subject, _ position: Int, _ findings: inout Findings) -> Void
    /// Texts with a secret between `⟨` and `⟩`: a template such as `A36`, or the secret itself. See `Sample`.
    let samples: [Sample]
    /// Texts that stay as they are.
    let innocents: [StaticString]

    init(
        name: StaticString, isShape: Bool, triggers: [Trigger],
        match: @escaping @Sendable (_ subject: Subject, _ position: Int, _ findings: inout Findings) -> Void,
        samples: [Sample], innocents: [StaticString]
    ) {
        self.name = name
        self.isShape = isShape
        self.triggers = triggers
        self.match = match
        self.samples = samples
        self.innocents = innocents
    }

    struct Trigger: Sendable {
        let pattern: String
        let isCaseless: Bool

        /// The start of a word, for the front of a pattern.
        ///
        /// The filter also reads documents as they are spelled, where the letter of an escape such as `\n` stands before the word.
        static let wordStart = #"(^|[^A-Za-z0-9_]|\\[nrtbf])"#

        static func exactly(_ text: String) -> Trigger { Trigger(pattern: escaped(text), isCaseless: false) }
        static func pattern(_ pattern: String) -> Trigger { Trigger(pattern: pattern, isCaseless: false) }
        static func anyCase(_ pattern: String) -> Trigger { Trigger(pattern: pattern, isCaseless: true) }

        static func escaped(_ text: String) -> String {
            String(text.flatMap { $0.isLetter || $0.isNumber || $0 == "_" ? [$0] : ["\\", $0] })
        }
    }
}

/// What the rules found in one view.
struct Findings {
    /// Spans in the order of the triggers; they may overlap.
    private(set) var spans: [Span] = []
    /// End of the last key name that was looked at, so that two triggers in one name look once.
    var lastKeyEnd = -1
    /// The rule that is matching.
    var rule: StaticString = ""

    mutating func add(_ range: Range<Int>, as rule: StaticString? = nil) {
        guard !range.isEmpty else { return }
        spans.append(Span(range: range, rule: rule ?? self.rule))
    }

    /// Whether the last span covers this place already.
    func covers(_ position: Int) -> Bool { spans.last.map { $0.range.contains(position) } ?? false }

    mutating func removeAll() {
        spans.removeAll(keepingCapacity: true)
        lastKeyEnd = -1
    }
}

/// A secret's place in a text.
struct Span: Sendable {
    var range: Range<Int>
    let rule: StaticString
}

/// A text that holds one secret, written so that no scanner takes it for a real one.
///
/// The secret is a list of parts: literal text, and random characters that a test draws from an alphabet.
struct Sample: Sendable {
    enum Part: Sendable {
        case text(StaticString)
        case random(StaticString, Int)
    }

    let before: StaticString
    let secret: [Part]
    let after: StaticString

    init(_ before: StaticString = "", _ secret: Part..., after: StaticString = "") {
        self.before = before
        self.secret = secret
        self.after = after
    }
}

extension Sample.Part {
    static func alphanumeric(_ count: Int) -> Sample.Part {
        .random("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count)
    }
    static func hex(_ count: Int) -> Sample.Part { .random("0123456789abcdef", count) }
    static func upper(_ count: Int) -> Sample.Part { .random("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", count) }
    static func digits(_ count: Int) -> Sample.Part { .random("0123456789", count) }
}
