internal import StrictJSON

/// An array of strings read as one text: the lines of a diff or a file, the words of a command, a header and its value.
struct JoinedStrings {
    let texts: [[UInt8]]
    private let separator: [UInt8]

    /// Nil if the elements are not all strings.
    init?(_ document: JSONDocument, elements: Range<Int>) {
        guard !elements.isEmpty else { return nil }
        var texts: [[UInt8]] = []
        for index in elements {
            guard document[index].kind == .string else { return nil }
            var text: [UInt8] = []
            document.text(of: document[index]).append(to: &text)
            texts.append(text)
        }
        self.texts = texts
        separator = JoinedStrings.separator(of: texts)
    }

    /// The spans of each text that has any, in the text's own offsets.
    func secrets(_ scanner: TextScanner) -> [(Int, [Span])] {
        let joined = Array(texts.joined(separator: separator))
        let spans = joined.withUnsafeBufferPointer { scanner.secrets(in: $0) }
        var result: [(Int, [Span])] = []
        var start = 0
        for (index, text) in texts.enumerated() {
            let range = start..<start + text.count
            let own = spans.filter { $0.range.overlaps(range) }.map {
                Span(range: $0.range.clamped(to: range).shifted(by: -start), rule: $0.rule)
            }
            if !own.isEmpty { result.append((index, own)) }
            start = range.upperBound + separator.count
        }
        return result
    }

    private static func separator(of texts: [[UInt8]]) -> [UInt8] {
        let isPair =
            texts.count == 2 && !texts[0].isEmpty && texts[0].allSatisfy { ByteSet.identifier.contains($0) }
            && texts[0][0] != UInt8(ascii: "-")
        if isPair { return Array(": ".utf8) }
        let isDiff = texts.contains {
            $0.first == UInt8(ascii: "+") || $0.first == UInt8(ascii: " ") || $0.contains(UInt8(ascii: "\n"))
        }
        let hasOption = texts.contains { $0.count > 1 && $0[0] == UInt8(ascii: "-") }
        return Array(hasOption && !isDiff ? " ".utf8 : "\n".utf8)
    }
}
