/// Escaping of text for the inside of a JSON string.
package enum JSONEscape {
    /// Appends the text with `"`, `\` and control characters escaped, and nothing else.
    package static func append(_ text: String, to buffer: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &buffer) }
    }

    /// Appends valid UTF-8 with `"`, `\` and control characters escaped. Runs without them are copied at once.
    package static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
        var clean = 0
        for (index, byte) in text.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            buffer.append(contentsOf: text[clean..<index])
            buffer.append(UInt8(ascii: "\\"))
            appendEscape(of: byte, to: &buffer)
            clean = index + 1
        }
        buffer.append(contentsOf: text[clean...])
    }

    private static func appendEscape(of byte: UInt8, to buffer: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(byte)
        case 0x08: buffer.append(UInt8(ascii: "b"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        case 0x0A: buffer.append(UInt8(ascii: "n"))
        case 0x0C: buffer.append(UInt8(ascii: "f"))
        case 0x0D: buffer.append(UInt8(ascii: "r"))
        default:
            buffer.append(contentsOf: "u00".utf8)
            for digit in [byte >> 4, byte & 15] { buffer.append(digit < 10 ? digit + 48 : digit + 87) }
        }
    }
}
