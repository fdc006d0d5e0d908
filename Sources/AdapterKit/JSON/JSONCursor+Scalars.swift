extension JSONCursor {
    /// The text of a string that holds no escapes, without a copy; nil otherwise.
    public var plainText: ByteSlice? {
        guard index >= 0, nodes[index].kind == .string else { return nil }
        return inside
    }

    /// The text of a string, copied only when it holds escapes; empty when this is no string.
    public var text: Text {
        guard kind == .string else { return "" }
        if let plainText { return .slice(plainText) }
        var text: [UInt8] = []
        JSONText.append(unescaping: inside, to: &text)
        return .bytes(text)
    }

    /// Appends the text of a string; nothing when this is no string.
    public func appendText(to text: inout [UInt8]) {
        guard kind == .string else { return }
        JSONText.append(unescaping: inside, to: &text)
    }

    /// Whether this is the string `literal`. An escaped way of writing it counts too.
    public func isString(_ literal: StaticString) -> Bool {
        if let plainText { return plainText == literal }
        guard kind == .string else { return false }
        var text: [UInt8] = []
        appendText(to: &text)
        return text.withSlice { $0 == literal }
    }

    /// Whether this is a string whose text, as written in the document, holds `literal`. For literals without escapes.
    public func contains(_ literal: StaticString) -> Bool {
        kind == .string && inside.contains(literal)
    }

    /// Whether this is a string with at least one character.
    public var isFilled: Bool { kind == .string && !inside.isEmpty }

    /// Whether this is the word `true`.
    public var isTrue: Bool { kind == .true }

    /// A whole number that fits, or nil; `1.5` and `1e3` are none.
    public var integer: Int64? {
        guard kind == .number else { return nil }
        var value: Int64 = 0
        let digits = raw[0] == UInt8(ascii: "-") ? raw.dropping(1) : raw
        for byte in digits.buffer {
            guard byte &- UInt8(ascii: "0") < 10 else { return nil }
            let (shifted, over) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow) = shifted.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !over, !overflow else { return nil }
            value = next
        }
        if raw[0] == UInt8(ascii: "-") { return value }
        return value == .min ? nil : -value
    }

    /// What stands between the quotes.
    private var inside: ByteSlice { raw.dropping(1, keeping: raw.count - 2) }
}
