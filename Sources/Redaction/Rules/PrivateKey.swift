extension Rule {
    /// A private key in PEM armour (RFC 7468) or OpenPGP armour, whole, cut at either end, or between other text on its lines.
    static let privateKey = Rule(
        name: "private-key", isShape: true, triggers: [.pattern("PRIVATE KEY( BLOCK)?-----")],
        match: { subject, position, findings in
            let lineStart = subject.lineStart(before: position)
            guard let marker = lastMarker(subject, lineStart..<position) else { return }
            if subject.holds("-----BEGIN ", at: marker) {
                findings.add(marker..<KeyBlock.end(subject, from: position).position)
            } else if !findings.covers(position - 1) {
                let start = KeyBlock.start(subject, before: lineStart)
                findings.add((start < lineStart ? start : marker)..<position)
            }
        },
        samples: [
            Sample(
                "key:\n-----BEGIN EC PRIVATE KEY-----\n", .alphanumeric(64), .text("\n"), .alphanumeric(64),
                after: "\n-----END EC PRIVATE KEY-----\n"),
            Sample("-----BEGIN PRIVATE KEY-----\n", .alphanumeric(64), .text("\n"), .alphanumeric(64), after: "\n... [cut]"),
            Sample("[cut]\n", .alphanumeric(64), .text("\n"), .alphanumeric(40), after: "\n-----END PRIVATE KEY-----\nDone."),
        ],
        innocents: [
            "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
            "grep 'PRIVATE KEY-----' *",
        ])

    // The marker that ends at the trigger: the last "-----BEGIN " or "-----END " of the line.
    private static func lastMarker(_ subject: Subject, _ range: Range<Int>) -> Int? {
        range.reversed().prefix(80).first { subject.holds("-----BEGIN ", at: $0) || subject.holds("-----END ", at: $0) }
    }
}

/// The lines of an armoured private key.
enum KeyBlock {
    /// Where a key ends whose body begins at `start`, and whether its END line was seen.
    ///
    /// Without one the key reaches as far as lines look like base64.
    static func end(_ subject: Subject, from start: Int) -> (position: Int, isClosed: Bool) {
        if let close = endMarker(subject, from: start) { return (close, true) }
        var position = start
        while position < subject.count {
            let lineEnd = subject.lineEnd(from: position)
            guard position == start || isBody(subject, position..<lineEnd) else { break }
            if position == start && !isRestOfMarkerLine(subject, position..<lineEnd) { return (position, true) }
            position = min(lineEnd + 1, subject.count)
        }
        return (position, false)
    }

    /// Where a key ends that an earlier piece of the text began.
    static func continued(_ subject: Subject) -> (position: Int, isClosed: Bool) {
        if let close = endMarker(subject, from: 0) { return (close, true) }
        var position = 0
        while position < subject.count {
            let lineEnd = subject.lineEnd(from: position)
            // The first line may be the rest of one, the last line the start of one.
            let isPart = position == 0 || lineEnd == subject.count
            let isRun =
                isPart
                && subject.slice(position..<lineEnd).allSatisfy {
                    ByteSet.base64.contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "\r")
                }
            guard isRun || isBody(subject, position..<lineEnd) else { break }
            position = min(lineEnd + 1, subject.count)
        }
        return (position, false)
    }

    /// Whether a key that began in this text, or before it, has not ended.
    static func isOpen(_ subject: Subject, wasOpen: Bool) -> Bool {
        let last = (0..<subject.count).reversed().first {
            subject.holds("-----BEGIN ", at: $0) || subject.holds("-----END ", at: $0)
        }
        guard let last else { return wasOpen }
        guard subject.holds("-----BEGIN ", at: last) else { return false }
        return subject.first("PRIVATE KEY", in: last..<min(last + 60, subject.count)) != nil
    }

    /// Where a key begins whose END line begins at `end`: as far back as lines look like base64.
    static func start(_ subject: Subject, before end: Int) -> Int {
        var position = end
        while position > 0 {
            let lineStart = subject.lineStart(before: position - 1)
            guard isBody(subject, lineStart..<position - 1) else { break }
            position = lineStart
        }
        return position
    }

    /// Behind the END line of the key, if it comes before anything that no key holds.
    private static func endMarker(_ subject: Subject, from start: Int) -> Int? {
        let limit = min(subject.count, start + 4 * Subject.longestRun)
        guard let marker = subject.first("-----END ", in: start..<limit),
            let close = subject.first("-----", in: marker + 9..<min(marker + 80, subject.count))
        else { return nil }
        if let other = subject.first("-----BEGIN ", in: start..<marker), other < marker { return nil }
        return close + 5
    }

    private static func isRestOfMarkerLine(_ subject: Subject, _ range: Range<Int>) -> Bool {
        range.count < 4 || isBody(subject, range)
    }

    /// Whether the last word of a line is base64 of a key's length, whatever stands before it (line numbers, times, `+`).
    static func isBody(_ subject: Subject, _ line: Range<Int>) -> Bool {
        var end = line.upperBound
        while end > line.lowerBound && trailing.contains(subject[end - 1]) { end -= 1 }
        let start = max(line.lowerBound, subject.start(of: .base64, before: end, atMost: Subject.longestRun))
        let isHeader = subject.holds("Proc-Type:", at: line.lowerBound) || subject.holds("DEK-Info:", at: line.lowerBound)
        if end - start == 0 || isHeader { return line.count < 4 || isHeader }
        let makeup = Makeup(subject.slice(start..<end))
        return makeup.count >= 20 && makeup.isMixed
            || makeup.count >= 4 && start == line.lowerBound && subject[end - 1] == UInt8(ascii: "=")
            || makeup.count == 5 && subject[start] == UInt8(ascii: "=")
    }

    private static let trailing = ByteSet("\r\\\"', ")
}
