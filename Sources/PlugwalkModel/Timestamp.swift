/// A moment in UTC with millisecond resolution, between the years 1970 and 9999.
///
/// Its text form has always 24 characters (`2026-02-11T21:00:00.000Z`), so that texts sort as moments do.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// 9999-12-31T23:59:59.999Z.
    package static let latest = Timestamp(milliseconds: 253_402_300_799_999)
    package static let epoch = Timestamp(milliseconds: 0)

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// Whether the moment can be written in 24 characters.
    package var isRepresentable: Bool { self >= .epoch && self <= .latest }

    package func advanced(byMilliseconds delta: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds &+ delta)
    }
}

extension Timestamp {
    /// The 24-character text form.
    ///
    /// - Precondition: the moment is representable.
    package var text: String {
        precondition(isRepresentable, "a stored time lies between 1970 and 9999")
        return String(unsafeUninitializedCapacity: 24) { buffer in
            write(into: buffer)
            return 24
        }
    }

    private func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        let (days, inDay) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let date = CivilDate(daysSinceEpoch: days)
        func digits(_ value: Int64, _ count: Int, at offset: Int) {
            var rest = value
            for index in stride(from: offset + count - 1, through: offset, by: -1) {
                buffer[index] = UInt8(truncatingIfNeeded: 48 + rest % 10)
                rest /= 10
            }
        }
        digits(date.year, 4, at: 0)
        digits(date.month, 2, at: 5)
        digits(date.day, 2, at: 8)
        digits(inDay / 3_600_000, 2, at: 11)
        digits(inDay / 60_000 % 60, 2, at: 14)
        digits(inDay / 1000 % 60, 2, at: 17)
        digits(inDay % 1000, 3, at: 20)
        for (offset, character) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z")]
            as [(Int, Unicode.Scalar)]
        {
            buffer[offset] = UInt8(ascii: character)
        }
    }

    /// Reads the text form; the fraction may have 0 to 9 digits, and only `Z` is accepted as zone.
    package init?(text: String) {
        var text = text
        let parsed = text.withUTF8 { Timestamp.parse($0) }
        guard let parsed else { return nil }
        self.init(milliseconds: parsed)
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for index in range {
                guard (48...57).contains(bytes[index]) else { return nil }
                value = value * 10 + Int64(bytes[index] - 48)
            }
            return value
        }
        let marks: [(Int, Unicode.Scalar)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        guard marks.allSatisfy({ bytes[$0.0] == UInt8(ascii: $0.1) }),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            year >= 1970, hour < 24, minute < 60, second < 60,
            let days = CivilDate(year: year, month: month, day: day)?.daysSinceEpoch,
            let fraction = fraction(of: bytes[19..<(bytes.count - 1)])
        else { return nil }
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction
    }

    private static func fraction(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        if bytes.isEmpty { return 0 }
        let digits = bytes.dropFirst()
        guard bytes.first == UInt8(ascii: "."), (1...9).contains(digits.count),
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let padded = Array(digits.prefix(3)) + Array(repeating: UInt8(48), count: max(0, 3 - digits.count))
        return padded.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
}
