internal import CSimdjson
internal import Glibc

/// The text of a key or string, as spelled in its document.
package struct JSONText {
    /// The bytes between the quotes, still escaped; borrowed from the document.
    package let raw: UnsafeBufferPointer<UInt8>
    /// Whether `raw` holds escapes, so that decoding changes it.
    package let isEscaped: Bool

    private let owner: JSONParser

    init(token: JSONToken, document: JSONDocument) {
        owner = document.owner
        raw = UnsafeBufferPointer(rebasing: document.bytes[token.range])
        isEscaped = token.isEscaped
    }

    /// The decoded text. Surrogates without a partner read as U+FFFD.
    package var decoded: String {
        guard isEscaped else { return String(decoding: raw, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: raw.count) { pw_json_unescape(raw.baseAddress!, raw.count, $0.baseAddress!) }
    }

    /// Appends the decoded UTF-8 to a buffer.
    package func append(to buffer: inout [UInt8]) {
        guard isEscaped else { return buffer.append(contentsOf: raw) }
        buffer.append(
            contentsOf: [UInt8](unsafeUninitializedCapacity: raw.count) { part, count in
                count = pw_json_unescape(raw.baseAddress!, raw.count, part.baseAddress!)
            })
    }

    /// Compares the decoded text with a name known at compile time; makes no `String` unless the text has escapes.
    package static func == (text: JSONText, name: StaticString) -> Bool {
        guard !text.isEscaped else { return text.decoded == "\(name)" }
        return name.utf8CodeUnitCount == text.raw.count
            && (text.raw.isEmpty || memcmp(name.utf8Start, text.raw.baseAddress!, text.raw.count) == 0)
    }

    /// Compares the decoded text with a name.
    @_disfavoredOverload
    package static func == (text: JSONText, name: String) -> Bool {
        guard !text.isEscaped else { return text.decoded == name }
        var name = name
        return name.withUTF8 {
            $0.count == text.raw.count && ($0.isEmpty || memcmp($0.baseAddress!, text.raw.baseAddress!, $0.count) == 0)
        }
    }
}
