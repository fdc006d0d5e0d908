extension JSONParser {
    /// Reads a string, eight bytes at a time where they are plain ASCII.
    mutating func parseString() -> Bool {
        let index = open(.string)
        at += 1
        while true {
            skipPlain()
            guard at < end else { return fail("a string without an end") }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return close(index)
            case UInt8(ascii: "\\"):
                nodes[index].kind = .escapedString
                guard skipEscape() else { return false }
            case 0..<0x20: return fail("a control character in a string")
            case 0x80...: guard skipMultibyte() else { return fail("bad UTF-8") }
            default: at += 1
            }
        }
    }

    /// Skips whole words without quotes, backslashes, control characters or bytes beyond ASCII.
    /// The tests for "has a byte below n" and "has a zero byte" are those of Bit Twiddling Hacks (Sean Anderson).
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101, highs: UInt64 = 0x8080_8080_8080_8080
        while at + 8 <= end {
            let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
            let quote = word ^ 0x2222_2222_2222_2222, backslash = word ^ 0x5c5c_5c5c_5c5c_5c5c
            let control = word &- 0x2020_2020_2020_2020
            let special = (control & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | word
            if special & highs != 0 { return skipPlainBytes() }
            at += 8
        }
    }

    private mutating func skipPlainBytes() {
        while at < end, case let byte = bytes[at], byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\")
        {
            at += 1
        }
    }

    private mutating func skipEscape() -> Bool {
        guard at + 1 < end else { return fail("a string without an end") }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
            return true
        case UInt8(ascii: "u"):
            guard at + 6 <= end, (2..<6).allSatisfy({ JSONText.hexDigit(bytes[at + $0]) != nil }) else {
                return fail("a malformed \\u escape")
            }
            at += 6
            return true
        default: return fail("an unknown escape")
        }
    }

    /// One character beyond ASCII, by the table of well-formed byte sequences of the Unicode Standard (table 3-7).
    private mutating func skipMultibyte() -> Bool {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch bytes[at] {
        case 0xc2...0xdf: length = 2
        case 0xe0: length = 3; second = 0xa0...0xbf
        case 0xed: length = 3; second = 0x80...0x9f
        case 0xe1...0xef: length = 3
        case 0xf0: length = 4; second = 0x90...0xbf
        case 0xf1...0xf3: length = 4
        case 0xf4: length = 4; second = 0x80...0x8f
        default: return false
        }
        guard at + length <= end, second.contains(bytes[at + 1]) else { return false }
        for offset in 2..<max(2, length) where bytes[at + offset] & 0xc0 != 0x80 { return false }
        at += length
        return true
    }
}
