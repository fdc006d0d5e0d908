import PlugwalkModel
import Testing

@testable import PlugwalkHost

@Suite struct CursorTests {
    @Test(arguments: [nil, 0, .max, .min + 1] as [Int64?])
    func `a cursor of events says what was put in`(order: Int64?) throws {
        let key = OrderKey(time: .story(0), sourceOrder: order, eventID: "evt_0123456789ABCDEFGHJKMNPQRS")
        let text = Cursor("list", events: key, Walk(watermark: 42, reordering: 3)).text
        #expect(text.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
        let cursor = try #require(Cursor(text))
        #expect(cursor.walk == Walk(watermark: 42, reordering: 3))
        #expect(cursor.eventPosition(in: "list") == key)
        #expect(cursor.eventPosition(in: "other") == nil)
        #expect(cursor.runPosition == nil)
    }

    @Test func `a cursor of runs says what was put in`() throws {
        let position = RunQueries.Position(startedAt: Timestamp.story(0).text, runID: "run_oc_ses_1")
        let cursor = try #require(Cursor(Cursor(runs: position, Walk(watermark: 7, reordering: 0)).text))
        #expect(cursor.runPosition == position)
        #expect(cursor.eventPosition(in: "runs") == nil)
    }

    @Test(arguments: ["", "a", "****", "cnVucw", "cnVuc3w1", String(repeating: "A", count: 2_000)])
    func `what no page gave is no cursor`(text: String) {
        #expect(Cursor(text)?.runPosition == nil)
        #expect(Cursor(text)?.eventPosition(in: "") == nil)
    }
}
