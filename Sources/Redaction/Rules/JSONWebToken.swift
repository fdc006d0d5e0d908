extension Rule {
    /// A JSON Web Token (RFC 7519), whole or cut off: base64url parts that begin with `{"`, joined by dots.
    static let jsonWebToken = Rule(
        name: "jwt", isShape: true, triggers: [.exactly("eyJ")],
        match: { subject, position, findings in
            let start = position - 3
            guard !ByteSet.base64URL.contains(subject[start - 1]) else { return }
            let end = Rule.trimmed(subject, start..<subject.end(of: .dotted, from: start))
            guard end - start >= 16, isToken(subject, start..<end) else { return }
            findings.add(start..<end)
        },
        samples: [
            Sample(
                "", .text("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."), .text("eyJ"), .alphanumeric(60), .text("."), .alphanumeric(43))
        ],
        innocents: [
            "eyJjasper is how a JWT header starts", "eyJhbGciOi... (amber)", "config: eyJ0aGVtZSI6ICJ5b25kZXIiLCAiY29sdW1ucyI6IDR9",
        ])

    // A second part that begins like JSON, or a header that names an algorithm or type and was cut.
    private static func isToken(_ subject: Subject, _ range: Range<Int>) -> Bool {
        let headerEnd = min(subject.end(of: .base64URL, from: range.lowerBound), range.upperBound)
        if headerEnd < range.upperBound {
            return subject.holds("eyJ", at: headerEnd + 1) || subject[headerEnd + 1] == 0 || range.upperBound - headerEnd > 40
        }
        return headerStarts.contains { subject.holds($0, at: range.lowerBound) } && range.count >= 20
    }

    /// Base64 of `{"alg":`, `{"typ":` and `{"kid":`.
    private static let headerStarts: [StaticString] = ["eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi"]
}
