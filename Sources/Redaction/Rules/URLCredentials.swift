extension Rule {
    /// The password of a URL, or the token that stands for its user (RFC 3986, userinfo).
    static let urlCredentials = Rule(
        name: "url-credentials", isShape: false, triggers: [.pattern(#"://[^/\s"'?]{3,200}@"#)],
        match: { subject, firstAt, findings in
            guard !findings.covers(firstAt - 2), let position = afterSign(subject, before: firstAt),
                let at = lastAt(subject, from: position)
            else { return }
            let colon = (position..<at).first { subject[$0] == UInt8(ascii: ":") }
            let secret = (colon.map { $0 + 1 } ?? position)..<at
            let value = subject.slice(secret)
            guard secret.count >= 3, !SecretValue.isReference(value), !Markers.isMarker(value), !isVariable(value) else { return }
            let makeup = Makeup(value)
            guard colon != nil || makeup.count >= 16 && makeup.digits > 0 && makeup.letters > 0 else { return }
            findings.add(secret)
        },
        samples: [
            Sample("postgres://app:", .alphanumeric(12), after: "@db.example:5432/shop"),
            Sample("git clone https://", .alphanumeric(30), .text("1"), after: "@git.example/a.git"),
        ],
        innocents: [
            "ssh://git@git.example.com:2222/a/b.git", "https://${user}:${pass}@example.com", "redis://fjord.internal:6379/0",
            "http://localhost:3000/@scope/pkg", "https://user:$PASS@example.com",
        ])

    private static func afterSign(_ subject: Subject, before end: Int) -> Int? {
        (max(0, end - 208)..<end).reversed().first { subject.holds("://", at: $0) }.map { $0 + 3 }
    }

    // The userinfo ends at the last `@` before the path; passwords hold `@` unencoded often enough.
    private static func lastAt(_ subject: Subject, from start: Int) -> Int? {
        var last: Int?
        var index = start
        let limit = min(subject.count, start + 1024)
        while index < limit && !authorityEnd.contains(subject[index]) && !(subject[index] == UInt8(ascii: "\\") && subject.isNested)
        {
            if subject[index] == UInt8(ascii: "@") { last = index }
            index += 1
        }
        return last
    }

    private static func isVariable(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value[0] == UInt8(ascii: "$") && Subject(bytes: value).end(of: .word, from: 1) == value.count
            || value[0] == UInt8(ascii: "{")
    }

    private static let authorityEnd = ByteSet("/?;\"'`<> \t\r\n")
}
