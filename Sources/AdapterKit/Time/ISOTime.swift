/// Reads times such as `2026-11-23T14:15:54.958Z` (RFC 3339, which is ISO 8601 as logs write it).
public enum ISOTime {
    /// UTC nanoseconds since 1970, or nil when `text` is no such time. A time without a zone is refused, not guessed.
    public static func nanoseconds(_ text: ByteSlice) -> Int64? {
        guard text.count >= 20, text[4] == dash, text[7] == dash, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
            text[13] == colon, text[16] == colon,
            let year = digits(text, 0, 4), let month = digits(text, 5, 2), let day = digits(text, 8, 2),
            let hour = digits(text, 11, 2), let minute = digits(text, 14, 2), let second = digits(text, 17, 2),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60, year >= 1970, year <= 2200
        else { return nil }
        var at = 19
        let fraction = fractionNs(text, &at)
        guard let offset = zoneSeconds(text, at) else { return nil }
        let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return seconds * 1_000_000_000 + fraction
    }

    private static let dash = UInt8(ascii: "-"), colon = UInt8(ascii: ":")

    private static func digits(_ text: ByteSlice, _ start: Int, _ count: Int) -> Int64? {
        guard start + count <= text.count else { return nil }
        var value: Int64 = 0
        for index in start..<start + count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    private static func fractionNs(_ text: ByteSlice, _ at: inout Int) -> Int64 {
        guard at < text.count, text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: ",") else { return 0 }
        at += 1
        var unit: Int64 = 100_000_000
        var value: Int64 = 0
        while at < text.count, case let digit = text[at] &- UInt8(ascii: "0"), digit < 10 {
            value += Int64(digit) * unit
            unit /= 10
            at += 1
        }
        return value
    }

    /// Seconds east of UTC of `Z`, `+01:00` or `+0100` at the text's end.
    private static func zoneSeconds(_ text: ByteSlice, _ at: Int) -> Int64? {
        let zone = text.dropping(at)
        if zone == "Z" || zone == "z" { return 0 }
        guard zone.count == 6 || zone.count == 5, zone[0] == UInt8(ascii: "+") || zone[0] == dash,
            let hours = digits(zone, 1, 2), let minutes = digits(zone, zone.count - 2, 2), zone.count == 5 || zone[3] == colon
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (zone[0] == dash ? -1 : 1)
    }

    /// Days from 1970-01-01, after Howard Hinnant's `days_from_civil`.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
