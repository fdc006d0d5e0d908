internal import CSodium

/// BLAKE2b of a few parts, each ended by a zero byte so that ("ab", "c") and ("a", "bc") differ.
struct Hash {
    private static let length = 16
    private let key: [UInt8]
    private var input: [UInt8] = []

    /// - Parameter key: Makes the hash useless to who has not the key; 16 to 64 bytes, or empty.
    init(key: [UInt8] = []) {
        precondition(key.isEmpty || (16...64).contains(key.count), "a key of BLAKE2b has 16 to 64 bytes")
        self.key = key
    }

    mutating func add(_ part: some Sequence<UInt8>) {
        input.append(contentsOf: part)
        input.append(0)
    }

    mutating func add(_ part: String) { add(part.utf8) }

    /// The first 16 bytes of the hash.
    consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
            count = Self.length
            _ = crypto_generichash(
                buffer.baseAddress!, Self.length, input, UInt64(input.count), key.isEmpty ? nil : key, key.count)
        }
    }
}
