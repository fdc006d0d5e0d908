/// The text that a rule looks at: one decoded view of one string.
///
/// Reading outside the text yields 0, so that rules look ahead without bounds checks of their own.
struct Subject {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The text may go on in the next piece of its stream, so that a secret may be cut off at the end.
    var isOpenEnded = false
    /// Escaped quotes stand in the text: it is, or holds, JSON inside a string. A deeper view reads that.
    var isNested = false

    /// No run is followed further than this, so that no text makes a scan quadratic.
    static let longestRun = 16_384

    var count: Int { bytes.count }

    subscript(index: Int) -> UInt8 {
        index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    /// The end of the run of such bytes that starts here.
    func end(of set: ByteSet, from start: Int) -> Int {
        let limit = min(bytes.count, start + Subject.longestRun)
        var index = start
        while index < limit && set.contains(bytes[index]) { index += 1 }
        return index
    }

    /// The start of the run of such bytes that ends here.
    func start(of set: ByteSet, before end: Int, atMost limit: Int = 256) -> Int {
        var index = end
        while index > 0 && end - index < limit && set.contains(bytes[index - 1]) { index -= 1 }
        return index
    }

    func holds(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0 && index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Compares without regard to case; `text` is lower case.
    func holds(anyCase text: StaticString, at index: Int) -> Bool {
        guard index >= 0 && index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset].lowercased != text.utf8Start[offset] { return false }
        return true
    }

    /// Where the text first occurs in the range.
    func first(_ text: StaticString, in range: Range<Int>) -> Int? {
        let range = range.clamped(to: 0..<bytes.count)
        guard range.count >= text.utf8CodeUnitCount else { return nil }
        return (range.lowerBound...range.upperBound - text.utf8CodeUnitCount).first {
            bytes[$0] == text.utf8Start[0] && holds(text, at: $0)
        }
    }

    func lineStart(before index: Int) -> Int {
        var start = index
        while start > 0 && index - start < Subject.longestRun && bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    func lineEnd(from index: Int) -> Int {
        let limit = min(bytes.count, index + Subject.longestRun)
        var end = index
        while end < limit && bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return end
    }

    /// Whether no word reaches into this place from the left.
    func isWordStart(_ index: Int) -> Bool { !ByteSet.word.contains(self[index - 1]) }

    func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<bytes.count)])
    }
}

extension UInt8 {
    var lowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }
    var isDigit: Bool { self >= 48 && self <= 57 }
    var isUppercase: Bool { self >= 65 && self <= 90 }
    var isLowercase: Bool { self >= 97 && self <= 122 }
    var isLetter: Bool { lowercased.isLowercase }
}
