internal import CSimdjson

/// A cursor at one value of a document. Copying it is free; it is valid as long as its document.
package struct JSONValue {
    let document: JSONDocument
    /// Position of the value's token, for `JSONDocument.subscript`.
    package let index: Int

    private var token: pw_json_token { document.tokens[index] }

    package var kind: JSONToken.Kind { document[index].kind }

    /// The value as spelled in the document, strings with their quotes.
    package var source: UnsafeBufferPointer<UInt8> {
        let range = kind == .string || kind == .key ? document[index].range.widened : document[index].range
        return UnsafeBufferPointer(rebasing: document.bytes[range])
    }

    /// The decoded string, or nil if this is no string. Surrogates without a partner read as U+FFFD.
    package var string: String? { kind == .string ? JSONText(token: document[index], document: document).decoded : nil }

    /// The string's bytes before decoding, or nil if this is no string.
    package var text: JSONText? { kind == .string ? JSONText(token: document[index], document: document) : nil }

    /// The number as an integer: nil for fractions, exponents and what does not fit.
    package var int: Int64? { kind == .number ? Int64(number) : nil }

    /// The number as the nearest double: nil if this is no number; infinite beyond its range.
    package var double: Double? { kind == .number ? Double(number) : nil }

    package var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    package var isNull: Bool { kind == .null }

    private var number: String {
        String(decoding: UnsafeBufferPointer(rebasing: document.bytes[document[index].range]), as: UTF8.self)
    }
}

extension JSONValue {
    /// The member of that name, or nil if this is no object or has none. Linear in the members.
    package subscript(key: String) -> JSONValue? {
        for (name, value) in members where name == key { return value }
        return nil
    }

    /// Follows member names down, such as `["state", "input", "command"]`.
    package func value(at path: [String]) -> JSONValue? {
        var value = self
        for key in path {
            guard let member = value[key] else { return nil }
            value = member
        }
        return value
    }

    /// The members in document order; empty if this is no object.
    package var members: JSONMembers { JSONMembers(document: document, range: kind == .object ? inside : index..<index) }

    /// The elements in document order; empty if this is no array.
    package var elements: JSONElements { JSONElements(document: document, range: kind == .array ? inside : index..<index) }

    // Between the start token and the end token.
    private var inside: Range<Int> { index + 1..<Int(token.next) - 1 }
}

/// The members of an object, as (key, value).
package struct JSONMembers: Sequence, IteratorProtocol {
    let document: JSONDocument
    var range: Range<Int>

    package mutating func next() -> (key: JSONText, value: JSONValue)? {
        guard !range.isEmpty else { return nil }
        let key = JSONText(token: document[range.lowerBound], document: document)
        let value = JSONValue(document: document, index: range.lowerBound + 1)
        range = document[value.index].next..<range.upperBound
        return (key, value)
    }
}

/// The elements of an array.
package struct JSONElements: Sequence, IteratorProtocol {
    let document: JSONDocument
    var range: Range<Int>

    package mutating func next() -> JSONValue? {
        guard !range.isEmpty else { return nil }
        let value = JSONValue(document: document, index: range.lowerBound)
        range = document[value.index].next..<range.upperBound
        return value
    }
}

extension Range<Int> {
    /// With one more byte at both ends: a string and its quotes.
    var widened: Range<Int> { lowerBound - 1..<upperBound + 1 }
}
