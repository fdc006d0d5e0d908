extension Rule {
    /// The values of cookies, in headers, code and command lines.
    static let cookies = Rule(
        name: "cookie", isShape: false, triggers: [.anyCase(#"cookies?["'\]]{0,2}[ \t]*([:=,]|\+=)"#)],
        match: { subject, position, findings in
            let start = subject.end(of: beforeCookies, from: position)
            if subject[start] == UInt8(ascii: "{") {
                Cookies.eachInObject(subject, from: start + 1) { findings.add($0) }
            } else {
                Cookies.eachInHeader(subject, from: start) { findings.add($0) }
            }
        },
        samples: [
            Sample("> Cookie: theme=dark; session=", .alphanumeric(32), .text("1"), after: "; lang=en\n"),
            Sample("Set-Cookie: sid=", .hex(32), after: "; Path=/; HttpOnly"),
            Sample("requests.get(u, cookies={'laravel_session': '", .hex(32), after: "'})"),
        ],
        innocents: ["Cookie: theme=dark; lang=en", "cookie-signature==2.1.0", "COOKIE_MAX_AGE=65027"])

    private static let beforeCookies = ByteSet(" \t\"'`")
}

extension Rule {
    /// A session cookie's pair without its header.
    static let sessionPair = Rule(
        name: "cookie", isShape: false,
        triggers: [
            .anyCase(Trigger.wordStart + #"(session|sessionid|phpsessid|jsessionid|connect\.sid|sid|csrftoken|xsrf-token)="#)
        ],
        match: { subject, position, findings in
            let start = subject[position] == UInt8(ascii: "\"") ? position + 1 : position
            let end = subject.end(of: .dotted, from: start)
            guard end - start >= 20, end - start != 36, Cookies.isRandom(subject, start..<end), !subject.holds("ses_", at: start)
            else {
                return
            }
            findings.add(start..<end)
        },
        samples: [Sample("SESSION=", .alphanumeric(24), .text("4"), after: "\n")],
        innocents: ["session=ses_6598333ec001MIBopIvVjbQEW8", "session=469bb09f-90bd-4006-a4fa-df06f8668008"])
}

/// Cookie pairs: names stay, values that look random go.
enum Cookies {
    /// Pairs of a `Cookie` header's value (RFC 6265): `a=b; c=d`.
    static func eachInHeader(_ subject: Subject, from start: Int, _ body: (Range<Int>) -> Void) {
        var index = start
        for _ in 0..<64 {
            let nameEnd = subject.end(of: names, from: index)
            guard nameEnd > index, subject[nameEnd] == UInt8(ascii: "=") else { return }
            let valueStart = subject[nameEnd + 1] == UInt8(ascii: "\"") ? nameEnd + 2 : nameEnd + 1
            let valueEnd = subject.end(of: values, from: valueStart)
            if isRandom(subject, valueStart..<valueEnd), !isAttribute(subject, index..<nameEnd) { body(valueStart..<valueEnd) }
            let next = subject.end(of: betweenPairs, from: valueEnd)
            guard next > valueEnd || subject[valueEnd] == UInt8(ascii: ";") else { return }
            index = next
        }
    }

    /// Members of a literal such as `{'session': '…'}`.
    static func eachInObject(_ subject: Subject, from start: Int, _ body: (Range<Int>) -> Void) {
        var index = start
        let limit = min(subject.count, start + 8192)
        while index < limit && subject[index] != UInt8(ascii: "}") && subject[index] != UInt8(ascii: "\n") {
            let end = subject.end(of: values, from: index)
            if isRandom(subject, index..<end), subject[end] != UInt8(ascii: ":") { body(index..<end) }
            index = max(end, index + 1)
        }
    }

    static func isRandom(_ subject: Subject, _ range: Range<Int>) -> Bool {
        guard range.count >= (subject.isOpenEnded && range.upperBound == subject.count ? 5 : 8) else { return false }
        let value = subject.slice(range)
        let makeup = Makeup(value)
        return
            (makeup.digits > 0 && makeup.letters > 0 || makeup.digits >= 12
            || makeup.count >= 16 && makeup.upper > 4 && makeup.lower > 4)
            && !SecretValue.isReference(value)
    }

    private static func isAttribute(_ subject: Subject, _ name: Range<Int>) -> Bool {
        attributes.contains { name.count == $0.utf8CodeUnitCount && subject.holds(anyCase: $0, at: name.lowerBound) }
    }

    private static let attributes: [StaticString] = ["path", "domain", "expires", "max-age", "samesite", "priority"]
    private static let names = ByteSet("!#$%&'*+.0-9A-Z^_a-z|~-")
    private static let values = ByteSet("!#-&(-+--:<-[]-~")
    private static let betweenPairs = ByteSet("; ")
}
