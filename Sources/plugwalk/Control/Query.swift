/// The query of an address.
struct Query {
    private var pairs: [String] = []

    mutating func add(_ name: String, _ value: String?) {
        if let value { pairs.append("\(name)=\(Self.encoded(value, leaving: ","))") }
    }

    var text: String { pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&") }

    /// Percent-encoded, but for what RFC 3986 §2.3 leaves as it is and one more: the comma of lists, the slash of paths.
    static func encoded(_ text: String, leaving other: Unicode.Scalar) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: other), 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
