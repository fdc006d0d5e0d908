/// Finds the secrets of one text in all the ways in which it can be read.
final class TextScanner {
    private let filter = Filter()
    private var findings = Findings()
    /// The markers in the text that is scanned: nothing in them is a key or a secret.
    private var markers: [Range<Int>] = []

    /// How deep escapes and base64 may nest.
    private static let maxDepth = 2

    /// The spans to replace, in order and without overlap.
    ///
    /// - Parameter isOpenEnded: The text may go on in the next piece of its stream.
    func secrets(in text: UnsafeBufferPointer<UInt8>, isOpenEnded: Bool = false, shapesOnly: Bool = false) -> [Span] {
        var spans: [Span] = []
        markers = []
        scan(text, view: nil, isOpenEnded: isOpenEnded, shapesOnly: shapesOnly, depth: 0, into: &spans)
        return Markers.without(markers, Span.merged(spans), in: text)
    }

    /// Whether a document as it is spelled needs a closer look; no false negatives.
    func triggers(in document: UnsafeBufferPointer<UInt8>) -> (hits: [Filter.Hit], disguises: Filter.Disguises) {
        filter.scan(document)
    }

    private func scan(
        _ text: UnsafeBufferPointer<UInt8>, view: View?, isOpenEnded: Bool, shapesOnly: Bool, depth: Int, into spans: inout [Span]
    ) {
        let (hits, disguises) = filter.scan(text)
        if disguises.contains(.marker) && view == nil && depth == 0 { markers = Markers.all(in: text) }
        if disguises.contains(.controlSequence) && depth == 0 && view == nil {
            let plain = Decoding.withoutANSI(text)
            plain.bytes.withUnsafeBufferPointer {
                scan($0, view: plain, isOpenEnded: isOpenEnded, shapesOnly: shapesOnly, depth: 0, into: &spans)
            }
            return
        }
        let isNested =
            disguises.contains(.backslash) && (depth > 0 || Subject(bytes: text).first("\\\"", in: 0..<text.count) != nil)
        apply(hits, to: text, view, isNested: isNested, isOpenEnded, shapesOnly, into: &spans)
        if disguises.contains(.backslash) && depth < TextScanner.maxDepth {
            let deeper = Decoding.unescaped(text, parent: view)
            deeper.bytes.withUnsafeBufferPointer {
                scan($0, view: deeper, isOpenEnded: isOpenEnded, shapesOnly: shapesOnly, depth: depth + 1, into: &spans)
            }
        }
        if !disguises.isDisjoint(with: [.percent, .entity]) {
            let plain = Decoding.fromWeb(text, parent: view)
            plain.bytes.withUnsafeBufferPointer { web in
                apply(filter.scan(web).hits, to: web, plain, isNested: false, isOpenEnded, shapesOnly, into: &spans)
            }
        }
        decodeBase64(text, view, shapesOnly, depth, into: &spans)
    }

    private func apply(
        _ hits: [Filter.Hit], to text: UnsafeBufferPointer<UInt8>, _ view: View?, isNested: Bool, _ isOpenEnded: Bool,
        _ shapesOnly: Bool,
        into spans: inout [Span]
    ) {
        guard !hits.isEmpty else { return }
        let subject = Subject(bytes: text, isOpenEnded: isOpenEnded, isNested: isNested)
        findings.removeAll()
        for hit in hits {
            let rule = RuleBook.rules[hit.rule]
            if shapesOnly && !rule.isShape || !markers.isEmpty && isInMarker(hit, view) { continue }
            findings.rule = rule.name
            rule.match(subject, hit.end, &findings)
        }
        for span in findings.spans {
            spans.append(view.map { Span(range: $0.source(of: span.range), rule: span.rule) } ?? span)
        }
    }

    private func isInMarker(_ hit: Filter.Hit, _ view: View?) -> Bool {
        let last = hit.end - 1..<hit.end
        let place = (view?.source(of: last) ?? last).lowerBound
        return markers.contains { $0.contains(place) }
    }

    private func decodeBase64(
        _ text: UnsafeBufferPointer<UInt8>, _ view: View?, _ shapesOnly: Bool, _ depth: Int, into spans: inout [Span]
    ) {
        guard depth < TextScanner.maxDepth + 1 else { return }
        var words: [(Range<Int>, [UInt8])] = []
        Base64.eachText(in: text) { words.append(($0, Array($1))) }
        for (range, plain) in words {
            var inner: [Span] = []
            plain.withUnsafeBufferPointer {
                scan($0, view: nil, isOpenEnded: false, shapesOnly: shapesOnly, depth: depth + 1, into: &inner)
            }
            guard let rule = inner.first?.rule ?? (Base64.isCredentials(plain) && !shapesOnly ? "basic" : nil) else { continue }
            let word = Base64.withPadding(text, range)
            spans.append(Span(range: view?.source(of: word) ?? word, rule: rule))
        }
    }
}

extension Base64 {
    /// Whether the decoded text is a user's name and a random password, and nothing else.
    static func isCredentials(_ plain: [UInt8]) -> Bool {
        guard let colon = plain.firstIndex(of: UInt8(ascii: ":")), colon > 1, !plain.contains(where: { $0 <= 0x20 }) else {
            return false
        }
        let makeup = plain[(colon + 1)...].withUnsafeBufferPointer { Makeup($0) }
        let isName = plain[..<colon].allSatisfy { ByteSet.dotted.contains($0) }
        return isName && makeup.count >= 8 && makeup.digits > 0 && makeup.letters > 0 && makeup.count < 256
    }

    static func withPadding(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end < text.count && end < range.upperBound + 2 && text[end] == UInt8(ascii: "=") { end += 1 }
        return range.lowerBound..<end
    }
}

extension Span {
    /// In order, with overlapping and touching spans joined under the name of the one that begins first.
    static func merged(_ spans: [Span]) -> [Span] {
        guard spans.count > 1 else { return spans }
        var result: [Span] = []
        for span in spans.sorted(by: {
            $0.range.lowerBound == $1.range.lowerBound
                ? $0.range.upperBound > $1.range.upperBound : $0.range.lowerBound < $1.range.lowerBound
        }) {
            if let last = result.last, span.range.lowerBound <= last.range.upperBound {
                result[result.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, span.range.upperBound)
            } else {
                result.append(span)
            }
        }
        return result
    }

    /// Appends the text with a marker in place of each span.
    static func replace(_ spans: [Span], in text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var position = 0
        for span in spans {
            output.append(contentsOf: text[position..<span.range.lowerBound])
            appendMarker(span.rule, to: &output)
            position = span.range.upperBound
        }
        output.append(contentsOf: text[position...])
    }

    static func appendMarker(_ rule: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: "[redacted:".utf8)
        output.append(contentsOf: UnsafeBufferPointer(start: rule.utf8Start, count: rule.utf8CodeUnitCount))
        output.append(UInt8(ascii: "]"))
    }
}
