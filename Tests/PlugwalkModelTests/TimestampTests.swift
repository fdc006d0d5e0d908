import PlugwalkModel
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_795_443_354_958, "2026-11-23T14:15:54.958Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a moment is written in 24 characters and read again`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
        #expect(Timestamp(text: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [("2026-11-23T14:15:54Z", 0), ("2026-11-23T14:15:54.9Z", 900), ("2026-11-23T14:15:54.958123456Z", 958)])
    func `a fraction may have up to nine digits`(text: String, milliseconds: Int64) {
        #expect(Timestamp(text: text)?.milliseconds == 1_795_443_354_000 + milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T14:15:54", "2026-11-23T14:15:54+01:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "1969-12-31T23:59:59Z", "2026-11-23T24:00:00Z", "2026-11-23T14:15:54.Z", "2026-11-23T14:15:54.1234567890Z",
        "2026-11-2xT14:15:54Z",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(Timestamp(text: text) == nil)
    }

    @Test func `every day of 130 years is written and read again, in order`() {
        var last = ""
        for day in 0..<47_482 as Range<Int64> {
            let moment = Timestamp(milliseconds: day * 86_400_000 + day % 86_400 * 1000)
            #expect(Timestamp(text: moment.text) == moment)
            #expect(moment.text > last)
            last = moment.text
        }
    }

    @Test func `an event without an order sorts before those of its millisecond that have one`() {
        let time = Timestamp(milliseconds: 5)
        let keys = [
            OrderKey(time: time, sourceOrder: nil, eventID: "z"), OrderKey(time: time, sourceOrder: 1, eventID: "b"),
            OrderKey(time: time, sourceOrder: 2, eventID: "a"), OrderKey(time: time, sourceOrder: 2, eventID: "c"),
            OrderKey(time: time.advanced(byMilliseconds: 1), sourceOrder: nil, eventID: "a"),
        ]
        #expect(keys.reversed().sorted() == keys)
    }
}
