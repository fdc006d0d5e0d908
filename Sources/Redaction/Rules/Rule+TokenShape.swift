extension Rule {
    /// A token with a public prefix and a body of random characters, wherever it stands.
    ///
    /// - Parameters:
    ///   - prefixes: Public starts, matched exactly.
    ///   - body: The alphabet after the prefix.
    ///   - atLeast: The shortest body; well below the true length, because outputs and logs get cut.
    static func token(
        _ name: StaticString, _ prefixes: [String], body: ByteSet = .base64URL, atLeast: Int = 16,
        sample: Sample, innocents: [StaticString] = []
    ) -> Rule {
        let longest = prefixes.map(\.utf8.count).max()!
        return Rule(
            name: name, isShape: true, triggers: prefixes.map { Trigger.pattern(Trigger.escaped($0) + startOfBody) },
            match: { subject, triggerEnd, findings in
                let position = triggerEnd - startLength
                guard !findings.covers(position - 1), let start = prefixStart(subject, position, prefixes, longest) else { return }
                let end = trimmed(subject, position..<subject.end(of: body, from: position))
                guard isBody(subject, position..<end, atLeast: atLeast) else { return }
                findings.add(start..<end)
            },
            samples: [sample], innocents: innocents)
    }

    // A few characters of the body belong to the trigger: the shortest prefixes are in every other word.
    private static let startLength = 5
    private static let startOfBody = "[A-Za-z0-9_+/=.%!#$*@^(){}<>~:;?|,&-]{5}"

    /// Whether a run is random enough to be the body of a token. What reaches the end of an open text may be cut short.
    static func isBody(_ subject: Subject, _ range: Range<Int>, atLeast: Int) -> Bool {
        let shortest = subject.isOpenEnded && range.upperBound == subject.count ? min(atLeast, startLength) : atLeast
        return range.count >= shortest && Makeup(subject.slice(range)).isMixed
    }

    /// Without the punctuation that ends a sentence rather than a token.
    static func trimmed(_ subject: Subject, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound && punctuation.contains(subject[end - 1]) { end -= 1 }
        return end
    }

    private static let punctuation = ByteSet(".-")

    private static func prefixStart(_ subject: Subject, _ position: Int, _ prefixes: [String], _ longest: Int) -> Int? {
        for length in 1...longest {
            let start = position - length
            guard start >= 0 else { return nil }
            // Neither inside a word nor behind its hyphen: `task-sk-…`.
            let isHyphenated = subject[start - 1] == UInt8(ascii: "-") && ByteSet.word.contains(subject[start - 2])
            if !subject.isWordStart(start) || isHyphenated { continue }
            if prefixes.contains(where: { $0.utf8.count == length && $0.utf8.elementsEqual(subject.slice(start..<position)) }) {
                return start
            }
        }
        return nil
    }
}
