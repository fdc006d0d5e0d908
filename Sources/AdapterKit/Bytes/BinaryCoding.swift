/// Fixed-width little-endian numbers in checkpoint blobs.
extension [UInt8] {
    /// Appends `number` as `T.bitWidth / 8` bytes, lowest first.
    public mutating func append<T: FixedWidthInteger>(littleEndian number: T) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}

/// Reads back what `append(littleEndian:)` has written. After a read beyond the end every further read gives nil.
public struct BinaryReader {
    private var rest: ByteSlice

    /// A reader at the first of `bytes`, which it borrows.
    public init(_ bytes: ByteSlice) {
        rest = bytes
    }

    /// Whether everything was read, or a read went beyond the end.
    public var isAtEnd: Bool { rest.isEmpty }

    /// The next number, or nil when the bytes end before it does.
    public mutating func next<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        guard let bytes = next(bytes: MemoryLayout<T>.size) else { return nil }
        return T(littleEndian: UnsafeRawPointer(bytes.base.unsafelyUnwrapped).loadUnaligned(as: T.self))
    }

    /// The next `count` bytes, or nil when there are fewer.
    public mutating func next(bytes count: Int) -> ByteSlice? {
        guard count >= 0, count <= rest.count else {
            rest = .empty
            return nil
        }
        defer { rest = rest.dropping(count) }
        return rest.dropping(0, keeping: count)
    }
}
