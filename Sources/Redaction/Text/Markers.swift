/// The marks that redactors leave in place of secrets.
enum Markers {
    /// Whether a value is such a mark, ours or another redactor's.
    static func isMarker(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let subject = Subject(bytes: value)
        return starts.contains { subject.holds(anyCase: $0, at: 0) }
    }

    private static let starts: [StaticString] = [
        "[redacted", "redacted", "[hidden", "[masked", "[filtered", "[secret", "<redacted", "***",
    ]

    /// The places of our own markers, in order.
    static func all(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        let subject = Subject(bytes: text)
        var found: [Range<Int>] = []
        var index = 0
        while let start = subject.first("[redacted:", in: index..<text.count) {
            let end = subject.end(of: ruleName, from: start + 10)
            if subject[end] == UInt8(ascii: "]") { found.append(start..<end + 1) }
            index = end
        }
        return found
    }

    /// The spans without the markers in them, so that redacting again changes nothing.
    static func without(_ markers: [Range<Int>], _ spans: [Span], in text: UnsafeBufferPointer<UInt8>) -> [Span] {
        guard !markers.isEmpty else { return spans }
        return spans.flatMap { span in
            var rest: [Range<Int>] = []
            var start = span.range.lowerBound
            for marker in markers where marker.overlaps(span.range) {
                if marker.lowerBound > start { rest.append(start..<marker.lowerBound) }
                start = max(start, marker.upperBound)
            }
            if start < span.range.upperBound { rest.append(start..<span.range.upperBound) }
            // What is left between two markers may be but a sign.
            let isWhole = rest == [span.range]
            return rest.filter { isWhole || text[$0].contains { ByteSet.alphanumeric.contains($0) } }.map {
                Span(range: $0, rule: span.rule)
            }
        }
    }

    private static let ruleName = ByteSet("a-z0-9-")
}
