/// A set of ASCII bytes, tested without a branch per member.
struct ByteSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The bytes of the text; `a-z` between two of them is a range. A `-` at the end stands for itself.
    init(_ text: StaticString) {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var index = 0
        while index < bytes.count {
            let isRange = index + 2 < bytes.count && bytes[index + 1] == UInt8(ascii: "-")
            for byte in bytes[index]...bytes[isRange ? index + 2 : index] { insert(byte) }
            index += isRange ? 3 : 1
        }
    }

    private mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }

    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 64 ? low : high
        return byte < 128 && word >> UInt64(byte & 63) & 1 == 1
    }
}

extension ByteSet {
    static let digits = ByteSet("0-9")
    static let letters = ByteSet("A-Za-z")
    static let alphanumeric = ByteSet("A-Za-z0-9")
    static let word = ByteSet("A-Za-z0-9_")
    static let hex = ByteSet("0-9a-fA-F")
    static let base64 = ByteSet("A-Za-z0-9+/=")
    static let base64URL = ByteSet("A-Za-z0-9_-")
    /// Base64 in both alphabets, with padding.
    static let anyBase64 = ByteSet("A-Za-z0-9+/=_-")
    static let dotted = ByteSet("A-Za-z0-9_.-")
    /// What a key name is made of in code, environments, headers and property files.
    static let identifier = ByteSet("A-Za-z0-9_.$-")
    static let quotes = ByteSet("\"'`")
    static let blank = ByteSet(" \t")
    static let space = ByteSet(" \t\r\n")
}
