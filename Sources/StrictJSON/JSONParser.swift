internal import CSimdjson

/// Parses strict JSON (RFC 8259): valid UTF-8, exactly one value, no duplicate keys, bounded depth.
///
/// A parser owns its buffers and reuses them, so that a warm parse allocates nothing. Use one per thread; it is not
/// `Sendable`. What `parse` returns keeps the parser alive and is borrowed from it: the next parse invalidates it.
package final class JSONParser {
    private let handle: OpaquePointer
    private let maxDepth: UInt16

    /// - Parameter maxDepth: How deep objects and arrays may nest.
    package init(maxDepth: UInt16 = 128) {
        guard let handle = pw_json_parser_create() else { fatalError("out of memory") }
        self.handle = handle
        self.maxDepth = maxDepth
    }

    deinit { pw_json_parser_destroy(handle) }

    /// Parses bytes of the caller.
    ///
    /// No padding is needed after them. The document refers to `bytes`, which must outlive it.
    package func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONDocument {
        guard let base = bytes.baseAddress else { throw JSONError(.empty, offset: 0) }
        let tape = pw_json_parse(handle, base, bytes.count, maxDepth)
        guard let tokens = tape.tokens else {
            throw JSONError(JSONError.Reason(rawValue: tape.error) ?? .expectedValue, offset: tape.error_offset)
        }
        return JSONDocument(owner: self, bytes: bytes, tokens: UnsafeBufferPointer(start: tokens, count: tape.count))
    }

    /// Parses a copy of the bytes that the parser keeps, so that the document lives until the next parse.
    package func parse(copying bytes: borrowing [UInt8]) throws(JSONError) -> JSONDocument {
        let count = bytes.count
        guard count > 0 else { throw JSONError(.empty, offset: 0) }
        guard let copy = pw_json_buffer(handle, count) else { throw JSONError(.outOfMemory, offset: 0) }
        for index in 0..<count { copy[index] = bytes[index] }
        return try parse(UnsafeBufferPointer(start: copy, count: count))
    }

    /// Parses a copy of the text's UTF-8; see `parse(copying:)`.
    package func parse(copying text: String) throws(JSONError) -> JSONDocument {
        try parse(copying: Array(text.utf8))
    }
}
