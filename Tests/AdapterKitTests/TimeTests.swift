import AdapterKit
import Testing

struct TimeTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-23T14:15:54.958Z", 1_795_443_354_958_000_000),
            ("2026-11-23T15:15:54.958+01:00", 1_795_443_354_958_000_000),
            ("2026-11-23T09:15:54.958-0500", 1_795_443_354_958_000_000),
            ("2024-02-29 12:00:00.000000001Z", 1_709_208_000_000_000_001),
            ("2026-11-23T14:15:54", nil), ("2026-11-23", nil), ("2026-13-23T14:15:54Z", nil), ("2026-11-23T14:15:54.958", nil),
            ("yesterday", nil),
            ("2026-11-23T14:15:54.958Zz", nil), ("2026-11-2aT14:15:54.958Z", nil),
        ] as [(String, Int64?)]) func `times as logs write them`(text: String, ns: Int64?)
    {
        #expect(Array(text.utf8).withSlice(ISOTime.nanoseconds) == ns)
    }
}
