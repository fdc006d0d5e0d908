/// Crockford's base 32 (<https://www.crockford.com/base32.html>): no I, L, O, U; sorts as the bits do.
enum Base32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The bits in groups of five, most significant first.
    ///
    /// - Precondition: `bits` is a multiple of 5 and the bytes hold that many; a first group may begin with `pad` zero bits.
    static func encode(_ bytes: some Sequence<UInt8>, characters: Int, pad: Int = 0) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(characters)
        var buffer: UInt32 = 0
        var held = pad
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            held += 8
            while held >= 5, text.count < characters {
                held -= 5
                text.append(alphabet[Int(buffer >> UInt32(held) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
