/// A key name in text, and the value that it is given.
struct KeyOccurrence {
    let range: Range<Int>
    let kind: KeyKind

    /// The name around a position inside or behind it, if it names a secret.
    init?(_ subject: Subject, around position: Int) {
        var start = subject.start(of: .identifier, before: position, atMost: 96)
        var end = subject.end(of: .identifier, from: position)
        while end > position && trailing.contains(subject[end - 1]) { end -= 1 }
        if end - start <= 3, subject[start - 1] == UInt8(ascii: " ") {
            // "Secret Access Key", "api key": the words before belong to the name.
            for _ in 0..<2 where subject[start - 1] == UInt8(ascii: " ") {
                start = subject.start(of: .letters, before: start - 1, atMost: 16)
            }
        }
        guard end > start, let kind = KeyName.kind(of: subject.slice(start..<end)) else { return nil }
        range = start..<end
        self.kind = kind
    }
}

private let trailing = ByteSet(".-")

/// The value behind a key, in the ways in which configuration, code, logs and shells write it.
struct AssignedValue {
    let range: Range<Int>
    let style: ValueStyle

    /// The value behind the key, or nil if none follows. Never reads past the line, but for YAML's `|` and `>`.
    init?(_ subject: Subject, after key: Range<Int>) {
        let reader = Reader(subject: subject, key: key)
        guard let value = reader.value() else { return nil }
        self = value
    }

    /// The value that begins here, in quotes or bare.
    init?(_ subject: Subject, at start: Int, style: ValueStyle) {
        let reader = Reader(subject: subject, key: start..<start)
        guard let value = reader.content(from: start, style: style) else { return nil }
        self = value
    }

    private init(range: Range<Int>, style: ValueStyle) {
        self.range = range
        self.style = style
    }
}

extension AssignedValue {
    private struct Reader {
        let subject: Subject
        let key: Range<Int>

        func value() -> AssignedValue? {
            var index = key.upperBound
            if isEscapedQuote(index) { return nil }
            let isQuoted = ByteSet.quotes.contains(subject[index])
            if isQuoted { index += 1 }
            if subject[index] == UInt8(ascii: "]") { index += 1 }
            index = afterBracket(index)
            let gap = subject.end(of: .blank, from: index)
            switch subject[gap] {
            case UInt8(ascii: "="), UInt8(ascii: ":"): return assigned(from: gap, isQuoted: isQuoted)
            case UInt8(ascii: "?") where subject[gap + 1] == UInt8(ascii: "="),
                UInt8(ascii: "+") where subject[gap + 1] == UInt8(ascii: "="):
                return content(from: gap + 2, style: .bare)
            case UInt8(ascii: ">") where isQuoted || subject[key.lowerBound - 1] == UInt8(ascii: "<"): return element(from: gap + 1)
            case UInt8(ascii: "|"): return cell(from: gap + 1)
            case UInt8(ascii: ",") where isQuoted: return onlyQuoted(from: gap + 1)
            case UInt8(ascii: "("): return onlyQuoted(from: gap + 1)
            default: return gap > index && !isQuoted ? behindBlank(gap) : nil
            }
        }

        /// Behind `=`, `==`, `=>`, `:`, `:=`.
        private func assigned(from separator: Int, isQuoted: Bool) -> AssignedValue? {
            let isColon = subject[separator] == UInt8(ascii: ":")
            var index = separator + 1
            if isColon && subject[index] == UInt8(ascii: ":") { return nil }
            if subject[index] == UInt8(ascii: "=") { index += 1 }
            if subject[index] == UInt8(ascii: ">") && !isColon { index += 1 }
            let isTight =
                index == separator + 1 && !isColon && separator == key.upperBound && !ByteSet.blank.contains(subject[index])
            let isLiteral = isTight && (isVariableName || isOption)
            guard let value = content(from: afterIndicator(index), style: isLiteral ? .literal : .bare) else { return nil }
            return isColon ? behindType(value) ?? value : value
        }

        // `let token: String = "…"`: what stood behind the colon was the type.
        private func behindType(_ value: AssignedValue) -> AssignedValue? {
            guard value.style == .bare, subject.slice(value.range).allSatisfy({ ByteSet.word.contains($0) }) else { return nil }
            let gap = subject.end(of: .blank, from: value.range.upperBound)
            guard subject[gap] == UInt8(ascii: "="), subject[gap + 1] != UInt8(ascii: "=") else { return nil }
            return content(from: gap + 1, style: .bare)
        }

        private func behindBlank(_ start: Int) -> AssignedValue? {
            if isOption { return subject[start] == UInt8(ascii: "-") ? nil : content(from: start, style: .literal) }
            if isInNetrc { return content(from: start, style: .literal) }
            var index = start
            for verb in verbs where subject.holds(anyCase: verb, at: start) {
                index = subject.end(of: .blank, from: start + verb.utf8CodeUnitCount)
            }
            if index == start, let verb = subject.first(" is ", in: start..<min(start + 40, subject.lineEnd(from: start))) {
                index = verb + 4
            }
            return content(from: index, style: .prose).map { AssignedValue(range: $0.range, style: .prose) }
        }

        private func element(from start: Int) -> AssignedValue? {
            let limit = min(subject.count, start + 4096)
            guard let end = (start..<limit).first(where: { subject[$0] == UInt8(ascii: "<") || subject[$0] == UInt8(ascii: "\n") }),
                subject[end] == UInt8(ascii: "<")
            else { return nil }
            return AssignedValue(range: start..<end, style: .quoted)
        }

        private func cell(from start: Int) -> AssignedValue? {
            let line = subject.lineStart(before: key.lowerBound)
            guard subject.slice(line..<key.lowerBound).contains(UInt8(ascii: "|")) else { return nil }
            return content(from: subject.end(of: .blank, from: start), style: .bare)
        }

        private func onlyQuoted(from start: Int) -> AssignedValue? {
            let index = subject.end(of: .blank, from: start)
            guard ByteSet.quotes.contains(subject[index]), let value = content(from: index, style: .bare) else { return nil }
            return AssignedValue(range: value.range, style: .prose)
        }

        /// The value that begins at or behind blanks here.
        func content(from start: Int, style: ValueStyle) -> AssignedValue? {
            var index = subject.end(of: .blank, from: start)
            if isEscapedQuote(index) { return nil }
            if ByteSet.letters.contains(subject[index]) || subject[index] == UInt8(ascii: "@")
                || subject[index] == UInt8(ascii: "$"),
                ByteSet.quotes.contains(subject[index + 1])
            {
                index += 1
            }
            let range = ByteSet.quotes.contains(subject[index]) ? quoted(index) : bare(index, style: style)
            guard !range.isEmpty else { return nil }
            let isQuoted = range.lowerBound > index
            return AssignedValue(range: range, style: isQuoted && style == .bare ? .quoted : style)
        }

        /// To the closing quote; a value without one ends with its line.
        private func quoted(_ open: Int) -> Range<Int> {
            let quote = subject[open]
            let limit = min(subject.count, open + 8192)
            var start = open + 1
            if subject[start] == quote && subject[start + 1] == quote { start += 2 }
            var index = start
            while index < limit && subject[index] != quote && subject[index] != UInt8(ascii: "\n") {
                index += subject[index] == UInt8(ascii: "\\") && subject[index + 1] != UInt8(ascii: "\n") ? 2 : 1
            }
            return start..<min(index, subject.count)
        }

        private func bare(_ start: Int, style: ValueStyle) -> Range<Int> {
            var index = start
            var depth = 0
            let limit = min(subject.count, start + 4096)
            while index < limit && !BareValue.ends(subject, at: index, depth: &depth) { index += 1 }
            while index > start && BareValue.trailing.contains(subject[index - 1]) { index -= 1 }
            return start..<index
        }

        private func isEscapedQuote(_ index: Int) -> Bool {
            subject[index] == UInt8(ascii: "\\")
                && (ByteSet.quotes.contains(subject[index + 1]) || subject[index + 1] == UInt8(ascii: "\\"))
        }

        // "AWS Secret Access Key [None]: …" of `aws configure`.
        private func afterBracket(_ index: Int) -> Int {
            guard subject[index] == UInt8(ascii: " "), subject[index + 1] == UInt8(ascii: "[") else { return index }
            return (index + 2..<min(index + 40, subject.count)).first { subject[$0] == UInt8(ascii: "]") }.map { $0 + 1 } ?? index
        }

        // YAML's block scalars: the value is the next line.
        private func afterIndicator(_ start: Int) -> Int {
            var index = subject.end(of: .blank, from: start)
            guard subject[index] == UInt8(ascii: "|") || subject[index] == UInt8(ascii: ">") else { return start }
            index += subject[index + 1] == UInt8(ascii: "-") || subject[index + 1] == UInt8(ascii: "+") ? 2 : 1
            return subject[index] == UInt8(ascii: "\n") ? index + 1 : start
        }

        private var isOption: Bool {
            subject[key.lowerBound] == UInt8(ascii: "-") && subject[key.lowerBound - 1] != UInt8(ascii: "\n")
                || subject.holds("--", at: key.lowerBound)
        }

        private var isVariableName: Bool {
            subject.slice(key).allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
                && !isOption
        }

        // `machine host login user password secret`, on one line or several.
        private var isInNetrc: Bool {
            let start = max(0, key.lowerBound - 160)
            return subject.first("login ", in: start..<key.lowerBound) != nil
                && subject.first("machine ", in: start..<key.lowerBound) != nil
        }
    }
}

private let verbs: [StaticString] = ["is ", "was ", "is: ", "are ", "ist ", "to ", "lautet ", "es "]

/// Where a value without quotes ends.
private enum BareValue {
    static func ends(_ subject: Subject, at index: Int, depth: inout Int) -> Bool {
        let byte = subject[index]
        let next = subject[index + 1]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0:
            return true
        case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
            depth += 1
            return false
        case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
            depth -= 1
            return depth < 0
        case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "&"): return isSeparator(subject, index)
        case UInt8(ascii: "|"): return next == UInt8(ascii: " ") || next == 0
        case UInt8(ascii: "\\"):
            return next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") && subject.isNested || next == UInt8(ascii: "\n")
                || subject.isNested && (next == UInt8(ascii: "n") || next == UInt8(ascii: "r"))
        case 0xE2: return subject.holds("\u{2026}", at: index)
        default: return false
        }
    }

    static let trailing = ByteSet(".,;:")

    // Another pair, or nothing, follows: then the mark is no part of the value.
    private static func isSeparator(_ subject: Subject, _ index: Int) -> Bool {
        let next = subject[index + 1]
        if next == 0 || ByteSet.space.contains(next) || ByteSet.quotes.contains(next) || next == subject[index] { return true }
        let end = subject.end(of: nameOfPair, from: index + 1)
        return end > index + 1 && (subject[end] == UInt8(ascii: "=") || subject[end] == UInt8(ascii: ":"))
    }

    private static let nameOfPair = ByteSet("A-Za-z0-9_. -")
}
