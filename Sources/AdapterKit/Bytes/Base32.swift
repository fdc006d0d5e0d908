/// Crockford's base 32 in lower case: no letters that look like digits, safe in ids and file names.
/// <https://www.crockford.com/base32.html>
enum Base32 {
    private static let digits: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// Appends the `bits` highest bits of `value`, five at a time; a rest is filled with zeros on the right.
    static func append(_ value: UInt128, bits: Int, to bytes: inout [UInt8]) {
        var rest = value
        var left = bits
        while left > 0 {
            bytes.append(digits.utf8Start[Int(truncatingIfNeeded: rest >> 123)])
            rest <<= 5
            left -= 5
        }
    }
}
