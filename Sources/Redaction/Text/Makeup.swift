/// What a value is made of, counted once.
struct Makeup {
    private(set) var count = 0
    private(set) var lower = 0
    private(set) var upper = 0
    private(set) var digits = 0
    private(set) var blanks = 0
    /// Everything else, bytes beyond ASCII included.
    private(set) var symbols = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        count = bytes.count
        for byte in bytes {
            if byte.isLowercase {
                lower += 1
            } else if byte.isUppercase {
                upper += 1
            } else if byte.isDigit {
                digits += 1
            } else if ByteSet.space.contains(byte) {
                blanks += 1
            } else {
                symbols += 1
            }
        }
    }

    var letters: Int { lower + upper }
    /// Digits among letters, or both cases: what words seldom have and random characters nearly always.
    var isMixed: Bool { (digits > 0 && letters > 0) || (upper > 1 && lower > 1) }
}
