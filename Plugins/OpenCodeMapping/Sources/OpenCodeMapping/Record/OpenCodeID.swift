import AdapterKit

/// An id of OpenCode's: a prefix, 12 hexadecimal digits that hold its birth, 14 random characters, such as
/// `evt_208c36d4e001z8naOK7ByotGRK`.
///
/// The digits are the low 48 bits of milliseconds × 4096 + a running number, so the milliseconds are only known modulo 2^36
/// (2.18 years): they wrapped on 2026-08-14 and are decoded nearest to a known time. (anomalyco/opencode:
/// packages/opencode/src/id/id.ts; confirmed on recorded ids.)
struct OpenCodeID {
    /// The 48-bit number. It orders ids that were made within two years of each other, except across a wrap.
    let number: Int64

    /// Nil when `id` has another shape, such as the wider encoding that was once proposed.
    init?(_ id: JSONCursor) {
        guard let text = id.plainText, let underscore = text.buffer.firstIndex(of: UInt8(ascii: "_")) else { return nil }
        let body = text.dropping(underscore + 1)
        guard body.count == 26 else { return nil }
        var number: Int64 = 0
        for byte in body.dropping(0, keeping: 12).buffer {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | Int64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | Int64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        self.number = number
    }

    /// UTC nanoseconds of the id's birth: of all times that its digits can mean the one nearest to `nearNs`.
    func timeNs(nearNs: Int64) -> Int64 {
        let period: Int64 = 1 << 36
        let low = number >> 12
        let near = nearNs / 1_000_000
        let cycles = (near - low + period / 2) >> 36  // rounds down, also below zero
        return (low + cycles * period) * 1_000_000
    }
}
