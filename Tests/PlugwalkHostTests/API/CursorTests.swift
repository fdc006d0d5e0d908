import PlugwalkModel
import Testing

@testable import PlugwalkHost

@Suite struct CursorTests {
    @Test(arguments: [nil, 0, .max, .min + 1] as [Int64?])
    func `a cursor of events says what was put in`(order: Int64?) throws {
        let key = OrderKey(time: .story(0), sourceOrder: order, eventID: "evt_0123456789ABCDEFGHJKMNPQRS")
        let text = Cursor(events: key, watermark: 42).text
        #expect(text.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
        let cursor = try #require(Cursor(text))
        #expect(cursor.watermark == 42)
        #expect(cursor.eventPosition == key)
        #expect(cursor.runPosition == nil)
    }

    @Test func `a cursor of runs says what was put in`() throws {
        let position = RunQueries.Position(startedAt: Timestamp.story(0).text, runID: "run_oc_ses_1")
        let cursor = try #require(Cursor(Cursor(runs: position, watermark: 7).text))
        #expect(cursor.runPosition == position)
        #expect(cursor.eventPosition == nil)
    }

    @Test(arguments: ["", "a", "****", "cnVucw", "cnVuc3w1", String(repeating: "A", count: 2_000)])
    func `what no page gave is no cursor`(text: String) {
        #expect(Cursor(text)?.runPosition == nil)
        #expect(Cursor(text)?.eventPosition == nil)
    }
}
