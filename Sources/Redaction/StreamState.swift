/// What the earlier pieces of a stream left open: kept per (instance, stream, entity), saved beside its checkpoint.
///
/// At most 70 bytes, and none of them secret: the tail is what was put out already.
package struct StreamState: Sendable, Equatable {
    /// The last piece ended inside an armoured private key.
    var isInsideKey = false
    /// The last piece ended inside a secret that may go on.
    var isInsideSecret = false
    /// The last line named a secret whose value comes next.
    var announced: KeyKind?
    /// The end of the last, unfinished line after redaction.
    var tail: [UInt8] = []

    static let longestTail = 64

    /// The state at the start of a stream.
    package init() {}

    /// Whether nothing is open, so that the state need not be kept.
    package var isEmpty: Bool { self == StreamState() }

    /// The state as bytes: version 1, flags, the announced kind, the tail.
    package var bytes: [UInt8] { [1, (isInsideKey ? 1 : 0) | (isInsideSecret ? 2 : 0), announced?.rawValue ?? 0] + tail }

    /// Reads back `bytes`; nil for bytes that no version wrote.
    package init?(bytes: [UInt8]) {
        guard bytes.count >= 3, bytes.count <= 3 + StreamState.longestTail, bytes[0] == 1, bytes[1] < 4 else { return nil }
        guard bytes[2] == 0 || KeyKind(rawValue: bytes[2]) != nil else { return nil }
        isInsideKey = bytes[1] & 1 != 0
        isInsideSecret = bytes[1] & 2 != 0
        announced = KeyKind(rawValue: bytes[2])
        tail = Array(bytes[3...])
    }
}

extension Redactor {
    /// Redacts one piece of valid UTF-8; see `redact(text:state:)`.
    package func redact(utf8 piece: UnsafeBufferPointer<UInt8>, state: inout StreamState) -> [UInt8] {
        guard piece.count > 0 else { return [] }
        // Names, prefixes and headers may have begun in the last piece: the rules read its end as well.
        let offset = state.tail.count
        let text = state.tail + piece
        return text.withUnsafeBufferPointer { text in
            var spans = continued(piece, state).map { [Span(range: $0.range.shifted(by: offset), rule: $0.rule)] } ?? []
            spans += scanner.secrets(in: text, isOpenEnded: true)
            if let announced = state.announced { spans += value(of: announced, text, from: offset) }
            spans = Span.merged(spans.compactMap { $0.clipped(from: offset) })
            var output: [UInt8] = []
            Span.replace(spans.map { Span(range: $0.range.shifted(by: -offset), rule: $0.rule) }, in: piece, into: &output)
            state = after(text, spans, output, state)
            return output
        }
    }

    /// What goes on from the last piece: the lines of a key, or the rest of a secret.
    private func continued(_ piece: UnsafeBufferPointer<UInt8>, _ state: StreamState) -> Span? {
        let subject = Subject(bytes: piece)
        if state.isInsideKey {
            let end = KeyBlock.continued(subject).position
            return end > 0 ? Span(range: 0..<end, rule: Rule.privateKey.name) : nil
        }
        guard state.isInsideSecret else { return nil }
        let end = subject.end(of: restOfSecret, from: 0)
        return end > 0 ? Span(range: 0..<end, rule: "token") : nil
    }

    private func value(of kind: KeyKind, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> [Span] {
        let subject = Subject(bytes: text)
        let begin = subject.end(of: lineLead, from: start)
        guard subject.holds(anyCase: "value", at: begin) else { return [] }
        let sign = subject.end(of: quoteOrSign, from: begin + 5)
        guard sign > begin + 5,
            let value = AssignedValue(subject, at: subject.start(of: ByteSet.quotes, before: sign), style: .literal)
        else { return [] }
        return SecretValue.isSecret(subject.slice(value.range), kind: kind, style: .literal)
            ? [Span(range: value.range, rule: kind.rule)] : []
    }

    private func after(_ text: UnsafeBufferPointer<UInt8>, _ spans: [Span], _ output: [UInt8], _ before: StreamState) -> StreamState
    {
        var state = StreamState()
        let subject = Subject(bytes: text)
        let reachesEnd = spans.last?.range.upperBound == text.count
        // A key goes on only if nothing but it, and blanks, came last.
        let rest = subject.slice((spans.last?.range.upperBound ?? before.tail.count)..<text.count)
        state.isInsideKey = KeyBlock.isOpen(subject, wasOpen: before.isInsideKey) && rest.allSatisfy { ByteSet.space.contains($0) }
        state.isInsideSecret = reachesEnd && !state.isInsideKey && spans.last?.rule.utf8Start != Rule.privateKey.name.utf8Start
        state.announced = NameAndValue.kindAnnounced(atEndOf: subject)
        let line = (before.tail + output).reversed().prefix { $0 != UInt8(ascii: "\n") }.prefix(StreamState.longestTail)
        state.tail = Array(line.reversed().drop { $0 & 0xC0 == 0x80 })
        return state
    }
}

private let restOfSecret = ByteSet("!#-&*-+--:=?-Z^-z~")
private let lineLead = ByteSet(" \t+-")
private let quoteOrSign = ByteSet(" \t\"':=")

extension Range<Int> {
    func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}

extension Span {
    /// Without what lies before an offset; nil if nothing is left.
    fileprivate func clipped(from offset: Int) -> Span? {
        range.upperBound > offset ? Span(range: max(range.lowerBound, offset)..<range.upperBound, rule: rule) : nil
    }
}
