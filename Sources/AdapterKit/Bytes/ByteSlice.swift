/// A borrowed run of bytes, usually UTF-8.
///
/// The slice owns nothing: it is valid only as long as what it was cut from, such as the line that a `FileFollower` hands over
/// or the document that a `JSONTape` has parsed. Copy what has to live longer.
public struct ByteSlice {
    /// The first byte; nil only when there are none.
    public let base: UnsafePointer<UInt8>?
    /// How many bytes.
    public let count: Int

    /// No bytes.
    public static var empty: ByteSlice { ByteSlice(base: nil, count: 0) }

    /// `count` bytes from `base` on, borrowed.
    public init(base: UnsafePointer<UInt8>?, count: Int) {
        self.base = base
        self.count = count
    }

    /// The bytes of a buffer, borrowed.
    public init(_ buffer: UnsafeBufferPointer<UInt8>) {
        self.init(base: buffer.baseAddress, count: buffer.count)
    }

    /// The bytes of a literal, which live as long as the program.
    public init(_ literal: StaticString) {
        self.init(base: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }

    /// Whether there are no bytes.
    public var isEmpty: Bool { count == 0 }
    /// The same bytes as a buffer of the standard library's, borrowed too.
    public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// The byte at `index`, which must be inside.
    public subscript(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "index beyond a byte slice")
        return base.unsafelyUnwrapped[index]
    }

    /// The part from `start` on, at most `length` bytes long. Both are clamped to what there is.
    public func dropping(_ start: Int, keeping length: Int = .max) -> ByteSlice {
        let from = min(max(0, start), count)
        guard let base else { return .empty }
        return ByteSlice(base: base + from, count: min(max(0, length), count - from))
    }
}
