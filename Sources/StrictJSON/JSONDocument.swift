internal import CSimdjson

/// One parsed document: its bytes, and its values as flat tokens in document order.
///
/// Borrowed from a `JSONParser` until that parser's next parse, and from the bytes that were parsed.
package struct JSONDocument {
    /// Keeps the tokens (and bytes copied by the parser) alive.
    let owner: JSONParser
    package let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<pw_json_token>

    /// The document's one value.
    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The value whose first token stands at that position.
    package func value(at index: Int) -> JSONValue { JSONValue(document: self, index: index) }

    /// The number of tokens; containers count twice (start and end), keys once.
    package var count: Int { tokens.count }

    /// The token at a position in document order.
    package subscript(index: Int) -> JSONToken { JSONToken(raw: tokens[index]) }
}

/// One token of the flat document.
package struct JSONToken {
    package enum Kind: UInt8, Sendable {
        case object
        case objectEnd
        case array
        case arrayEnd
        case key
        case string
        case number
        case `true`
        case `false`
        case null
    }

    let raw: pw_json_token

    package var kind: Kind { Kind(rawValue: raw.kind)! }
    /// The raw bytes in the document: keys and strings without their quotes and still escaped, containers as a whole.
    package var range: Range<Int> { Int(raw.offset)..<Int(raw.offset) + Int(raw.length) }
    /// Whether a key or string holds escapes.
    package var isEscaped: Bool { raw.escaped != 0 }
    /// Position of the token after this value; for a container, past its end.
    package var next: Int { Int(raw.next) }
    /// How many containers surround the token.
    package var depth: Int { Int(raw.depth) }
}

extension JSONDocument {
    /// The text of a key or string token.
    package func text(of token: JSONToken) -> JSONText { JSONText(token: token, document: self) }
}
