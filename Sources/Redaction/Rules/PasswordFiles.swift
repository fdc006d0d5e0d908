extension Rule {
    /// Password hashes of `htpasswd`, `shadow` and web frameworks: they can be attacked offline.
    static let passwordHash = Rule(
        name: "password-hash", isShape: true,
        triggers: [
            .exactly("$apr1$"), .pattern(#"\$2[abxy]\$[0-9]{2}\$"#), .pattern(#"\$[156y]\$"#), .pattern(#"\$argon2(id|i|d)\$"#),
            .pattern("pbkdf2_sha(256|512)\\$"), .pattern(#"\{S?SHA\}"#),
        ],
        match: { subject, position, findings in
            guard !findings.covers(position - 1) else { return }
            let start = subject.start(of: hash, before: position, atMost: 16)
            let end = subject.end(of: hash, from: position)
            let first = (start..<position).first { subject[$0] == UInt8(ascii: "$") || subject[$0] == UInt8(ascii: "{") } ?? start
            guard end - position >= 20 else { return }
            findings.add(first..<end)
        },
        samples: [
            Sample("maria:", .text("$apr1$"), .alphanumeric(8), .text("$"), .alphanumeric(22)),
            Sample("maria:", .text("$2y$10$"), .alphanumeric(53), after: "\n"),
        ],
        innocents: ["echo $1$2", "costs $5$"])

    private static let hash = ByteSet("A-Za-z0-9$./=,+_{}-")

    /// A line of `.pgpass`: `host:port:database:user:password`.
    static let pgpass = Rule(
        name: "pgpass", isShape: false, triggers: [.pattern(#":([0-9]{4,5}|\*):[^:\s/]"#)],
        match: { subject, database, findings in
            let user = subject.end(of: field, from: database) + 1
            let position = subject.end(of: field, from: user) + 1
            guard subject[user - 1] == UInt8(ascii: ":"), position > user + 1, subject[position - 1] == UInt8(ascii: ":") else {
                return
            }
            let lineEnd = subject.lineEnd(from: position)
            let end = subject.end(of: ByteSet("!-~"), from: position)
            let value = subject.slice(position..<end)
            guard !value.isEmpty, end == lineEnd || subject[end] == UInt8(ascii: "\r"),
                SecretValue.isSecret(value, kind: .password, style: .quoted), Makeup(value).digits > 0 || Makeup(value).symbols > 0
            else { return }
            findings.add(position..<end)
        },
        samples: [Sample("db.internal:5432:shop:app_rw:", .alphanumeric(14), .text("1"), after: "\n")],
        innocents: ["src/a.c:1202:5:warning:unused", "10.0.0.1:8080:a:b:[redacted:pgpass]"])

    private static let field = ByteSet("!-.0-9;-~")
}
