/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, <https://github.com/veorq/SipHash>).
///
/// Keys of events are built with it, so its results stand in databases: they must never change. The key is fixed and public
/// (zero by default); the hash tells facts apart, it does not protect anything.
struct SipHash128 {
    private var v0, v1, v2, v3: UInt64
    private var tail: UInt64 = 0
    private var length: UInt64 = 0

    init(key0: UInt64 = 0, key1: UInt64 = 0) {
        v0 = key0 ^ 0x736f_6d65_7073_6575
        v1 = key1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
        v2 = key0 ^ 0x6c79_6765_6e65_7261
        v3 = key1 ^ 0x7465_6462_7974_6573
    }

    mutating func append(_ byte: UInt8) {
        tail |= UInt64(byte) << (8 * (length & 7))
        length &+= 1
        if length & 7 == 0 { compressTail() }
    }

    mutating func append(_ bytes: ByteSlice) {
        guard var at = bytes.base else { return }
        var left = bytes.count
        while left > 0, length & 7 != 0 {
            append(at.pointee)
            at += 1
            left -= 1
        }
        while left >= 8 {
            compress(UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)))
            length &+= 8
            at += 8
            left -= 8
        }
        while left > 0 {
            append(at.pointee)
            at += 1
            left -= 1
        }
    }

    mutating func append(littleEndian number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) {
            append(ByteSlice($0.assumingMemoryBound(to: UInt8.self)))
        }
    }

    /// The 16 bytes of the reference's output, the first of them highest.
    consuming func finish() -> UInt128 {
        compress(tail | (length << 56))
        v2 ^= 0xee
        for _ in 0..<4 { round() }
        let first = v0 ^ v1 ^ v2 ^ v3
        v1 ^= 0xdd
        for _ in 0..<4 { round() }
        let second = v0 ^ v1 ^ v2 ^ v3
        return UInt128(first.byteSwapped) << 64 | UInt128(second.byteSwapped)
    }

    private mutating func compressTail() {
        let word = tail
        tail = 0
        compress(word)
    }

    private mutating func compress(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    private mutating func round() {
        v0 &+= v1
        v1 = v1 &<< 13 | v1 &>> 51
        v1 ^= v0
        v0 = v0 &<< 32 | v0 &>> 32
        v2 &+= v3
        v3 = v3 &<< 16 | v3 &>> 48
        v3 ^= v2
        v0 &+= v3
        v3 = v3 &<< 21 | v3 &>> 43
        v3 ^= v0
        v2 &+= v1
        v1 = v1 &<< 17 | v1 &>> 47
        v1 ^= v2
        v2 = v2 &<< 32 | v2 &>> 32
    }
}
