/// Base64 words in text that decode to text.
enum Base64 {
    /// The shortest word worth decoding: `user:pass` in base64 has 12 characters, a word of 16 is seldom prose.
    static let shortest = 16

    /// Calls `body` with each word that decodes to printable UTF-8, and the decoded bytes.
    static func eachText(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, UnsafeBufferPointer<UInt8>) -> Void) {
        var index = 0
        while let word = nextWord(in: text, from: index) {
            index = word.upperBound
            guard startsLikeText(text, word), let plain = decoded(text, word) else { continue }
            plain.withUnsafeBufferPointer { body(word, $0) }
        }
    }

    /// Whether `eachText` would find a word that starts like text: a cheap check for whole documents.
    static func mayHoldText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while let word = nextWord(in: text, from: index) {
            // As the document spells it, an escape such as `\n` may touch the word.
            let isEscape = word.lowerBound > 0 && text[word.lowerBound - 1] == UInt8(ascii: "\\") && word.count > shortest
            if startsLikeText(text, word) || isEscape && startsLikeText(text, word.lowerBound + 1..<word.upperBound) { return true }
            index = word.upperBound
        }
        return false
    }

    /// The next run of at least `shortest` characters of base64. Looks at every sixteenth byte first: most of them tell
    /// that no run is near.
    private static func nextWord(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var probe = start + shortest - 1
        while probe < text.count {
            guard isCharacter(text[probe]) else {
                probe += shortest
                continue
            }
            var first = probe
            while first > start && isCharacter(text[first - 1]) { first -= 1 }
            var end = probe + 1
            while end < text.count && isCharacter(text[end]) { end += 1 }
            if end - first >= shortest { return first..<end }
            probe = end + shortest
        }
        return nil
    }

    private static func startsLikeText(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
        for group in 0..<3 {
            let at = word.lowerBound + group * 4
            let bits =
                UInt32(value(of: text[at])) << 18 | UInt32(value(of: text[at + 1])) << 12 | UInt32(value(of: text[at + 2])) << 6
                | UInt32(value(of: text[at + 3]))
            for shift in [16, 8, 0] as [UInt32] where !isPrintable(UInt8(truncatingIfNeeded: bits >> shift)) { return false }
        }
        return true
    }

    static func decoded(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> [UInt8]? {
        var plain: [UInt8] = []
        plain.reserveCapacity(word.count * 3 / 4)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for byte in text[word] {
            bits = bits << 6 | UInt32(value(of: byte))
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            let decoded = UInt8(truncatingIfNeeded: bits >> held)
            // Text that was cut anywhere still counts; a control character says that this never was text.
            guard isPrintable(decoded) else { return nil }
            plain.append(decoded)
        }
        return plain
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte >= 9 && byte <= 13 }

    /// Whether a byte is of either base64 alphabet: a bit test with constants, because it runs over every document.
    @inline(__always)
    private static func isCharacter(_ byte: UInt8) -> Bool {
        // "+", "-", "/", 0-9 in the first word; A-Z, "_", a-z in the second.
        let word: UInt64 = byte < 64 ? 0x03FF_A800_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return byte < 128 && word >> UInt64(byte & 63) & 1 == 1
    }

    /// The six bits of a character of either alphabet.
    @inline(__always)
    private static func value(of byte: UInt8) -> UInt8 {
        if byte >= 97 { return byte - 71 }
        if byte >= 65 { return byte == 95 ? 63 : byte - 65 }
        if byte >= 48 { return byte + 4 }
        return byte == 47 ? 63 : 62
    }
}
