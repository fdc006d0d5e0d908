import Glibc

extension ByteSlice {
    /// Whether the bytes are those of `literal`.
    public static func == (slice: ByteSlice, literal: StaticString) -> Bool {
        guard slice.count == literal.utf8CodeUnitCount else { return false }
        guard let base = slice.base, slice.count > 0 else { return true }
        return memcmp(base, literal.utf8Start, slice.count) == 0
    }

    /// Whether the bytes are other than those of `literal`.
    public static func != (slice: ByteSlice, literal: StaticString) -> Bool { !(slice == literal) }

    /// Whether both hold the same bytes.
    public static func == (left: ByteSlice, right: ByteSlice) -> Bool {
        guard left.count == right.count else { return false }
        guard let a = left.base, let b = right.base, left.count > 0 else { return true }
        return memcmp(a, b, left.count) == 0
    }

    /// Whether the first bytes are those of `literal`.
    public func starts(with literal: StaticString) -> Bool {
        dropping(0, keeping: literal.utf8CodeUnitCount) == literal
    }

    /// Whether `literal` stands anywhere in the bytes.
    public func contains(_ literal: StaticString) -> Bool {
        guard let base, count > 0 else { return literal.utf8CodeUnitCount == 0 }
        return memmem(base, count, literal.utf8Start, literal.utf8CodeUnitCount) != nil
    }

    /// The index of the first `byte`, or nil.
    func firstIndex(of byte: UInt8) -> Int? {
        guard let base, count > 0, let hit = memchr(base, Int32(byte), count) else { return nil }
        return base.distance(to: hit.assumingMemoryBound(to: UInt8.self))
    }
}

/// Finds `needle` in `haystack`. Written out because `memmem` is a GNU extension that `import Glibc` hides.
private func memmem(_ haystack: UnsafePointer<UInt8>, _ length: Int, _ needle: UnsafePointer<UInt8>, _ needleLength: Int)
    -> UnsafePointer<UInt8>?
{
    guard needleLength > 0 else { return haystack }
    var at = haystack
    var left = length - needleLength + 1
    while left > 0, let hit = memchr(at, Int32(needle[0]), left) {
        let candidate = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self))
        if memcmp(candidate, needle, needleLength) == 0 { return candidate }
        left -= at.distance(to: candidate) + 1
        at = candidate + 1
    }
    return nil
}
