internal import CSodium

/// A secret text that guesses are compared with.
///
/// How long a comparison takes tells nothing about the secret: what is compared are hashes under a random key, which no guess can
/// steer and whose length is the same for all, and `sodium_memcmp` looks at every byte of them. The text itself is not kept.
package struct Secret: Sendable {
    private let key = Secret.random()
    private let digest: [UInt8]

    init(_ text: String) { digest = Self.digest(text.utf8, key) }

    /// Whether `guess` is the text.
    func matches(_ guess: some Sequence<UInt8>) -> Bool {
        let other = Self.digest(guess, key)
        return sodium_memcmp(digest, other, digest.count) == 0
    }

    /// 32 bytes that nobody can foresee.
    package static func random() -> [UInt8] {
        _ = sodium_init()
        return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            randombytes_buf(buffer.baseAddress!, buffer.count)
            count = buffer.count
        }
    }

    private static func digest(_ text: some Sequence<UInt8>, _ key: [UInt8]) -> [UInt8] {
        var hash = Hash(key: key)
        hash.add(text)
        return hash.finish()
    }
}
