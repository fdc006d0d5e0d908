extension Rule {
    /// `Bearer` and a token, in a header or in prose (RFC 6750).
    static let bearer = Rule(
        name: "bearer", isShape: false, triggers: [.anyCase(#"bearer(%20|\+|[ \t]+|["']?[ \t]*[:=,][ \t]*["']?)"#)],
        match: { subject, position, findings in
            let start = subject.end(of: blankOrQuote, from: position)
            let end = Rule.trimmed(subject, start..<subject.end(of: tokenCharacters, from: start))
            guard end - start >= (subject.isOpenEnded && end == subject.count ? 5 : 8) else { return }
            let value = subject.slice(start..<end)
            let makeup = Makeup(value)
            guard makeup.digits > 0 || makeup.upper > 4 && makeup.lower > 4 && makeup.count >= 20, !SecretValue.isReference(value),
                !Markers.isMarker(value)
            else { return }
            findings.add(start..<end)
        },
        samples: [
            Sample("Authorization: Bearer ", .alphanumeric(30), .text("1"), after: "\nAccept: */*"),
            Sample("'authorization': 'bearer ", .hex(40), after: "'"),
        ],
        innocents: [
            "Bearer of the raven news arrived.", "curl -H \"Authorization: Bearer $STRIPE_SECRET_KEY\"",
            "Authorization: Bearer <token>",
            "Bearer tokens are sent",
        ])

    /// `Basic` and base64 of `user:password` (RFC 7617).
    static let basic = Rule(
        name: "basic", isShape: false, triggers: [.anyCase("basic(%20|[ \t]+)")],
        match: { subject, position, findings in
            let start = subject.end(of: .blank, from: position)
            let end = subject.end(of: .anyBase64, from: start)
            guard end - start >= 8, end - start < 4096, Makeup(subject.slice(start..<end)).isMixed,
                Base64.holdsUserAndPassword(subject.slice(start..<end))
            else { return }
            findings.add(start..<end)
        },
        samples: [Sample("Authorization: Basic ", .text("dXNlcjpQYXNz"), after: " ")],
        innocents: ["Basic auth creates a session", "Basic configuration: see below"])

    /// `Authorization` with any other scheme, or none.
    static let authorization = Rule(
        name: "authorization", isShape: false, triggers: [.anyCase("authorization")],
        match: { subject, position, findings in
            guard let key = KeyOccurrence(subject, around: position), key.kind == .authorization,
                key.range.upperBound != findings.lastKeyEnd
            else { return }
            findings.lastKeyEnd = key.range.upperBound
            var start = key.range.upperBound
            start = subject.end(of: afterHeaderName, from: start)
            guard start > key.range.upperBound else { return }
            for range in HeaderValue.secrets(subject, from: start) { findings.add(range) }
        },
        samples: [
            Sample("Authorization: token ", .alphanumeric(40), after: "\n"),
            Sample("\"authorization\": \"", .alphanumeric(40), after: "\","), Sample("authorization: SSWS ", .alphanumeric(42)),
            Sample("Authorization: Digest username=\"a\", response=\"", .hex(32), after: "\", opaque=\"\"\n"),
        ],
        innocents: [
            "Pass your token in the `Authorization` header.", "\"authorization\": {\"type\": \"none\"}",
            "Authorization: Bearer [REDACTED_SECRET]",
        ])

    private static let tokenCharacters = ByteSet("A-Za-z0-9._~+/=%-")
    private static let blankOrQuote = ByteSet(" \t\"'")
    private static let afterHeaderName = ByteSet(" \t\"':=,")
}

/// The value of an `Authorization` header.
enum HeaderValue {
    /// The secret parts of the header value that begins here: everything long and mixed up to the line's or the string's end.
    static func secrets(_ subject: Subject, from start: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = start
        let limit = min(subject.count, start + 4096)
        var isInQuotes = false
        for _ in 0..<24 {
            index = subject.end(of: between, from: index)
            // `response="…"`: quotes inside the value; any other quote ends it.
            if subject[index] == UInt8(ascii: "\""), isInQuotes || subject[index - 1] == UInt8(ascii: "=") {
                isInQuotes.toggle()
                index = subject.end(of: between, from: index + 1)
            }
            let end = min(subject.end(of: parts, from: index), limit)
            guard end > index else { break }
            let valueStart = afterName(subject, index..<end)
            if SecretValue.isSecret(subject.slice(valueStart..<end), kind: .token, style: .quoted), !isScheme(subject, index..<end)
            {
                found.append(valueStart..<end)
            }
            index = end
        }
        return found
    }

    // `Signature=…`, `response="…"`: the name stays.
    private static func afterName(_ subject: Subject, _ range: Range<Int>) -> Int {
        let end = subject.end(of: .letters, from: range.lowerBound)
        return end > range.lowerBound && end + 8 < range.upperBound && subject[end] == UInt8(ascii: "=")
            ? end + 1 : range.lowerBound
    }

    private static func isScheme(_ subject: Subject, _ range: Range<Int>) -> Bool {
        subject.holds("AWS4-", at: range.lowerBound) || range.count < 8
    }

    private static let between = ByteSet(" \t,")
    private static let parts = ByteSet("!#-&*-+--~")
}

extension Base64 {
    /// Whether a word decodes to `user:password`.
    static func holdsUserAndPassword(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let plain = decoded(word, 0..<word.count) else { return false }
        return plain.contains(UInt8(ascii: ":"))
    }
}
