import AdapterKit
import Testing

@testable import OpenCodeMapping

struct RecordTests {
    private func with<Result>(_ json: String, _ body: (JSONCursor) -> Result) -> Result {
        let tape = JSONTape()
        return Array(json.utf8).withSlice { body(try! tape.parse($0)) }
    }

    @Test(arguments: [
        (#"{"type":"a","properties":{}}"#, "v1 a"),
        (#"{"id":"evt_1","type":"a","properties":{}}"#, "v1 a"),
        (#"{"timestamp":"2026-09-14T09:30:22.000Z","type":"a","properties":{}}"#, "v1 a @1789378222000"),
        (#"{"ts":1789378222000,"directory":"/p","event":{"type":"a","properties":{}}}"#, "v1 a @1789378222000 /p"),
        (#"{"time":1789378222,"event":{"type":"a","properties":{}}}"#, "v1 a @1789378222000"),
        (#"{"directory":"/p","payload":{"type":"a","properties":{}}}"#, "v1 a /p"),
        (#"{"recv":1789378222000,"event":{"directory":"/p","payload":{"type":"a","properties":{}}}}"#, "v1 a @1789378222000 /p"),
        (#"{"payload":{"type":"sync","syncEvent":{"type":"a.1"}}}"#, "v1 sync"),
        (#"{"ts":1,"event":{"id":"evt_1","created":1795443688551,"type":"a","data":{}}}"#, "v2"),
        (#"{"type":"text","timestamp":1795443688551,"sessionID":"s","part":{}}"#, "run"),
        (#"{"type":"error","timestamp":1795443688551,"sessionID":"s","error":{}}"#, "run"),
        (#"{"timestamp":"x","level":"info","type":"tool_use","data":{}}"#, "other tool_use"),
        (#"{"event":{"event":{"event":{"event":{"event":{"type":"a","properties":{}}}}}}}"#, "other "),
        ("[1]", "none"),
    ]) func `wrappers are taken off, whatever they are`(json: String, expected: String) {
        let found = with(json) { root -> String in
            switch LogLine(root) {
            case .v1(let record): "v1 " + describe(record)
            case .other(let record): "other " + describe(record)
            case .v2: "v2"
            case .runOutput: "run"
            case .noObject: "none"
            }
        }
        #expect(found == expected)
    }

    private func describe(_ record: Record) -> String {
        let stamp = record.stampNs.map { " @\($0 / 1_000_000)" } ?? ""
        return record.type.string + stamp + (record.directory.exists ? " " + record.directory.string : "")
    }

    /// The wrap was at 2026-08-14T11:19:55.136Z; the next is in 2028.
    @Test(
        arguments: [
            ("evt_208c36d4e001z8naOK7ByotGRK", 1_795_443_354_999, 1_795_443_354_958),
            ("evt_208c36d4e001z8naOK7ByotGRK", 1_795_000_000_000, 1_795_443_354_958),
            ("evt_09f408b3e001VHazN8hWXeotsD", 1_789_378_222_000, 1_789_378_202_430),
            ("evt_ffffffff0000VHazN8hWXeotsD", 1_786_706_395_200, 1_786_706_395_120),
            ("evt_000000001000VHazN8hWXeotsD", 1_786_706_395_000, 1_786_706_395_137),
            ("per_208c408430013K4qUpAX2Moi8v", 1_795_443_000_000, 1_795_443_394_627),
        ] as [(String, Int64, Int64)]) func `an id tells its birth, also across the wrap`(
            id: String, nearMs: Int64, expectedMs: Int64
        )
    {
        let ms = with("\"\(id)\"") { OpenCodeID($0)?.timeNs(nearNs: nearMs * 1_000_000) }
        #expect(ms == expectedMs * 1_000_000)
    }

    @Test(arguments: [
        "evt_", "evt", "", "evt_208c36d4e001z8naOK7ByotGR", "evt_208C36D4E001z8naOK7ByotGRK", "evt_208c36d4e001208cz8naOK7ByotGRK",
    ])
    func `an id of another shape tells nothing`(id: String) {
        #expect(with("\"\(id)\"") { OpenCodeID($0) == nil })
    }
}
