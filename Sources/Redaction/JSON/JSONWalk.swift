internal import StrictJSON

/// One pass over a parsed document that collects what to replace.
struct JSONWalk {
    let document: JSONDocument
    let redactor: Redactor
    let suspicion: Suspicion
    var stream: StreamState?
    /// Replacements in document order.
    private var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    private var redactedKeys = 0

    init(document: JSONDocument, redactor: Redactor, suspicion: Suspicion, stream: StreamState?) {
        self.document = document
        self.redactor = redactor
        self.suspicion = suspicion
        self.stream = stream
    }

    /// The document with all replacements, or nil if there are none.
    func result() -> [UInt8]? {
        guard !edits.isEmpty else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(document.bytes.count + edits.count * 16)
        var position = 0
        for edit in edits {
            output.append(contentsOf: document.bytes[position..<edit.range.lowerBound])
            output.append(contentsOf: edit.bytes)
            position = edit.range.upperBound
        }
        output.append(contentsOf: document.bytes[position...])
        return output
    }

    /// Walks the value at a token.
    ///
    /// - Parameter kind: What the value's key says about it.
    mutating func value(at index: Int, kind: KeyKind?) {
        let token = document[index]
        switch token.kind {
        case .object: object(at: index, kind: kind)
        case .array: array(at: index, kind: kind)
        case .string: string(token, kind: kind)
        case .number: number(token, kind: kind)
        default: break
        }
    }

    private mutating func object(at index: Int, kind: KeyKind?) {
        let end = document[index].next - 1
        let named = suspicion.hasTrigger(in: document[index].range) ? NamedValue(document, members: index + 1..<end) : nil
        var member = index + 1
        while member < end {
            let key = document[member]
            let value = member + 1
            var memberKind = self.kind(ofKey: key) ?? (named?.value == value ? named?.kind : nil)
            if memberKind == nil && kind == .cookie && document[value].kind == .string { memberKind = .cookie }
            if key.isEscaped || suspicion.hasTrigger(in: key.range) { redactKey(key) }
            if stream != nil && document[value].kind == .string && isPiece(key) {
                piece(document[value])
            } else {
                self.value(at: value, kind: memberKind)
            }
            member = document[value].next
        }
    }

    private mutating func array(at index: Int, kind: KeyKind?) {
        let end = document[index].next - 1
        if kind == nil, suspicion.mayTrigger(in: document[index].range),
            let lines = JoinedStrings(document, elements: index + 1..<end)
        {
            for (range, spans) in lines.secrets(redactor.scanner) {
                replace(spans, in: lines.texts[range], token: document[index + 1 + range])
            }
            return
        }
        var element = index + 1
        while element < end {
            value(at: element, kind: kind)
            element = document[element].next
        }
    }

    private mutating func string(_ token: JSONToken, kind: KeyKind?) {
        guard kind != nil || suspicion.concerns(token.range) else { return }
        let text = decoded(token)
        text.withUnsafeBufferPointer { bytes in
            if let kind, kind != .cookie, kind != .authorization, !bytes.isEmpty,
                SecretValue.isSecret(bytes, kind: kind, style: kind == .password ? .literal : .quoted)
            {
                return replace([Span(range: 0..<bytes.count, rule: kind.rule)], in: text, token: token)
            }
            var spans = redactor.scanner.secrets(in: bytes)
            if kind == .authorization {
                spans += HeaderValue.secrets(Subject(bytes: bytes), from: 0).map { Span(range: $0, rule: "authorization") }
            }
            if kind == .cookie { spans += cookies(bytes) }
            replace(Span.merged(spans), in: text, token: token)
        }
    }

    private func cookies(_ bytes: UnsafeBufferPointer<UInt8>) -> [Span] {
        let subject = Subject(bytes: bytes)
        var spans: [Span] = []
        Cookies.eachInHeader(subject, from: 0) { spans.append(Span(range: $0, rule: "cookie")) }
        if spans.isEmpty && !bytes.contains(UInt8(ascii: "=")) && Cookies.isRandom(subject, 0..<bytes.count) {
            spans.append(Span(range: 0..<bytes.count, rule: "cookie"))
        }
        return spans
    }

    private mutating func number(_ token: JSONToken, kind: KeyKind?) {
        let digits = UnsafeBufferPointer(rebasing: document.bytes[token.range])
        guard let kind, kind == .password || kind == .token, digits.count >= 6,
            SecretValue.isSecret(digits, kind: kind, style: .quoted)
        else { return }
        var marker: [UInt8] = [UInt8(ascii: "\"")]
        Span.appendMarker(kind.rule, to: &marker)
        edits.append((token.range, marker + [UInt8(ascii: "\"")]))
    }

    private mutating func piece(_ token: JSONToken) {
        let text = decoded(token)
        var state = stream ?? StreamState()
        let output = text.withUnsafeBufferPointer { redactor.redact(utf8: $0, state: &state) }
        stream = state
        if output != text { edit(token, to: output) }
    }

    private mutating func redactKey(_ key: JSONToken) {
        let text = decoded(key)
        let spans = text.withUnsafeBufferPointer { redactor.scanner.secrets(in: $0, shapesOnly: true) }
        guard !spans.isEmpty else { return }
        var output: [UInt8] = []
        text.withUnsafeBufferPointer { Span.replace(spans, in: $0, into: &output) }
        // Two keys must not become one.
        redactedKeys += 1
        if redactedKeys > 1 { output += Array(" \(redactedKeys)".utf8) }
        edit(key, to: output)
    }

    private mutating func replace(_ spans: [Span], in text: [UInt8], token: JSONToken) {
        guard !spans.isEmpty else { return }
        var output: [UInt8] = []
        text.withUnsafeBufferPointer { Span.replace(spans, in: $0, into: &output) }
        edit(token, to: output)
    }

    private mutating func edit(_ token: JSONToken, to text: [UInt8]) {
        var escaped: [UInt8] = []
        text.withUnsafeBufferPointer { JSONEscape.append($0, to: &escaped) }
        edits.append((token.range, escaped))
    }

    private func decoded(_ token: JSONToken) -> [UInt8] {
        var text: [UInt8] = []
        document.text(of: token).append(to: &text)
        return text
    }

    // Some triggers end at the sign behind the key.
    private func kind(ofKey key: JSONToken) -> KeyKind? {
        guard key.isEscaped || suspicion.hasTrigger(in: key.range.lowerBound..<key.range.upperBound + 3) else { return nil }
        return decoded(key).withUnsafeBufferPointer { KeyName.kind(of: $0) }
    }

    private func isPiece(_ key: JSONToken) -> Bool {
        let text = document.text(of: key)
        return text == "delta" || text == "chunk" || key.depth == 1 && text == "text"
    }
}
