internal import CSodium

/// BLAKE2b over bytes that come in pieces.
final class ContentHash {
    private static let byteCount = 32

    /// libsodium wants its state aligned to 64 bytes, and hides its size behind a function.
    private let memory = UnsafeMutableRawPointer.allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    private var state: OpaquePointer { OpaquePointer(memory) }

    init() {
        crypto_generichash_init(state, nil, 0, Self.byteCount)
    }

    deinit { memory.deallocate() }

    func add(_ bytes: [UInt8]) {
        crypto_generichash_update(state, bytes, UInt64(bytes.count))
    }

    /// The hash in hexadecimal. Nothing can be added afterwards.
    func finish() -> String {
        var hash = [UInt8](repeating: 0, count: Self.byteCount)
        crypto_generichash_final(state, &hash, hash.count)
        return hash.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }

    /// The hash of a text.
    static func of(_ text: String) -> String {
        let hash = ContentHash()
        hash.add(Array(text.utf8))
        return hash.finish()
    }
}
