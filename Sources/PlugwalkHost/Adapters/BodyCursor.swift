/// Reads the table of a frame's body from its front, and hands out the text behind the table piece by piece.
///
/// Numbers are little-endian and unaligned. A number beyond the end is a programming error and traps: who reads a table has
/// checked that the body is long enough for it. Text is checked here.
struct BodyCursor {
    let bytes: [UInt8]
    /// Where the next number stands.
    private var at = 0
    /// Where the next string stands.
    private var text: Int

    /// `tableBytes` may not exceed the body.
    init(_ bytes: [UInt8], tableBytes: Int) {
        self.bytes = bytes
        text = tableBytes
    }

    var textBytes: Int { bytes.count - text }

    /// Passes over `count` bytes of the table.
    mutating func skip(_ count: Int) { at += count }

    mutating func u16() -> UInt16 { number() }
    mutating func u32() -> UInt32 { number() }
    mutating func u64() -> UInt64 { number() }
    mutating func i32() -> Int32 { Int32(bitPattern: number()) }
    mutating func i64() -> Int64 { Int64(bitPattern: number()) }

    /// Cuts the next string off the text.
    mutating func slice(_ length: UInt32) throws(FrameError) -> RawSlice {
        guard Int(length) <= bytes.count - text else { throw .textMissing }
        let slice = RawSlice(offset: UInt32(text), length: length)
        text += Int(length)
        return slice
    }

    /// Cuts the next string off the text and decodes it; invalid UTF-8 is repaired.
    mutating func string(_ length: UInt32) throws(FrameError) -> String {
        String(decoding: bytes[try slice(length).range], as: UTF8.self)
    }

    /// Fails unless all text has been handed out.
    func finish() throws(FrameError) {
        guard text == bytes.count else { throw .textLeft(bytes.count - text) }
    }

    private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>() -> Number {
        let value = bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Number.self)
        at += MemoryLayout<Number>.size
        return Number(littleEndian: value)
    }
}
