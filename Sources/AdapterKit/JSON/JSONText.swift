/// Turns the inside of a JSON string, which the parser has accepted, into the text that it stands for.
enum JSONText {
    /// Appends the text of `slice`. Half of a surrogate pair becomes U+FFFD, since UTF-8 cannot hold it.
    static func append(unescaping slice: ByteSlice, to text: inout [UInt8]) {
        var rest = slice
        while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
            text.append(rest.dropping(0, keeping: escape))
            rest = rest.dropping(escape + 1)
            switch rest[0] {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0c)
            case UInt8(ascii: "n"): text.append(0x0a)
            case UInt8(ascii: "r"): text.append(0x0d)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"): appendUnicode(&rest, to: &text)
            case let itself: text.append(itself)
            }
            rest = rest.dropping(1)
        }
        text.append(rest)
    }

    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// `rest` begins with the `u` of an escape; afterwards it begins with the escape's last character.
    private static func appendUnicode(_ rest: inout ByteSlice, to text: inout [UInt8]) {
        let unit = codeUnit(rest)
        rest = rest.dropping(4)
        guard unit & 0xf800 == 0xd800 else { return text.append(scalar: unit) }
        guard unit < 0xdc00, rest.count >= 7, rest[1] == UInt8(ascii: "\\"), rest[2] == UInt8(ascii: "u"),
            case let low = codeUnit(rest.dropping(2)), low & 0xfc00 == 0xdc00
        else { return text.append(scalar: 0xfffd) }
        text.append(scalar: 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
        rest = rest.dropping(6)
    }

    private static func codeUnit(_ slice: ByteSlice) -> UInt32 {
        (1...4).reduce(0) { $0 << 4 | (hexDigit(slice[$1]) ?? 0) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(scalar value: UInt32) {
        append(contentsOf: Unicode.UTF8.encode(Unicode.Scalar(value) ?? "\u{fffd}").unsafelyUnwrapped)
    }
}
