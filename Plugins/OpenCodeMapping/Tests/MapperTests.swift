import AdapterKit
import AdapterTesting
import Testing

@testable import OpenCodeMapping

/// One case per row of the tables, in the order in which they stand there.
struct MapperTests {
    static let shown = ["tool", "child", "call", "reason", "turn", "attempt", "next_ms", "reply"]

    private func outcome(_ json: String) -> [String] {
        mapped(json) { outcome, mapper in
            switch outcome {
            case .mapped(let events): events.map { RecordedEvent($0).line(showing: Self.shown) }
            case .dropped(let reason): [reason.description]
            case .growing(let growth):
                ["first: ", "later: "].map { which in
                    which
                        + mapper.events(ofGrowing: growth, isFirst: which == "first: ").map {
                            RecordedEvent($0).line(showing: Self.shown)
                        }.joined()
                }
            }
        }
    }

    private func mapped<Result>(_ json: String, _ body: (Outcome, Mapper) -> Result) -> Result {
        let tape = JSONTape()
        return Array(json.utf8).withSlice { bytes in
            let root = try! tape.parse(bytes)
            switch LogLine(root) {
            case .v1(let record), .other(let record):
                let place = RecordPlace(stream: "log", identity: "log#1", offset: 100, nowNs: 1_795_443_000_000_000_000)
                let mapper = Mapper(record, at: place)
                return body(mapper.outcome(), mapper)
            default: fatalError("no V1 record: \(json)")
            }
        }
    }

    /// `type` and `properties` of a record with the id of 1795443354958 ms, as a line of our recorder.
    private func line(_ type: String, _ properties: String) -> String {
        #"{"ts":1795443354999,"directory":"/p","event":{"id":"evt_208c36d4e001z8naOK7ByotGRK","type":"\#(type)","properties":\#(properties)}}"#
    }

    @Test(arguments: MapperCases.all) func `each type becomes what its row says`(one: MapperCase) {
        #expect(outcome(line(one.type, one.properties)) == one.events)
    }

    @Test func `every row of both tables has a case`() {
        let types = Set(MapperCases.all.map(\.type))
        for row in MappingTable.rows where !row.isFamily { #expect(types.contains(row.type.description)) }
        let parts = MapperCases.all.map(\.properties)
        for row in PartTable.rows { #expect(parts.contains { $0.contains("\"type\":\"\(row.type)\"") }, "\(row.type)") }
    }

    @Test(arguments: MappingTable.rows.filter(\.isFamily).map(\.type.description)) func `families take what has no row`(
        family: String
    ) {
        #expect(outcome(line("\(family.dropLast())anything", "{}")) == ["dropped: OpenCode V2 name in a V1 record"])
    }

    @Test func `no two types share a fingerprint, and each is found by its name`() {
        for row in MappingTable.rows where !row.isFamily {
            #expect(MappingTable.row(for: ByteSlice(row.type)).type.description == row.type.description)
        }
        #expect(Set(MappingTable.rows.map(\.type.description)).count == MappingTable.rows.count)
    }

    @Test func `an unknown type is kept and tagged`() {
        #expect(
            outcome(line("session.sang", #"{"sessionID":"ses_a","song":1}"#)) == [
                #"session.sang session ses_a debug source@1795443354958 session.sang:evt_208c36d4e001z8naOK7ByotGRK ["unmapped"] | session.sang | -"#
            ])
        #expect(
            outcome(#"{"timestamp":"2026-11-23T14:15:54.999Z","level":"info","type":"tool_use","data":{"tool":"bash"}}"#) == [
                #"tool_use run debug stamped@1795443354999 local tool_use|tool_use:log#1:100 ["unmapped"] | tool_use | -"#
            ])
        #expect(outcome(#"{"a":1}"#) == [#"unknown run debug unknown local |:log#1:100 ["unmapped"] | unknown | -"#])
    }

    @Test func `without an id the time is the record's own, then the logger's, and the order is the place`() {
        let own =
            #"{"ts":1795443354999,"type":"message.part.updated","properties":{"part":{"type":"step-start","id":"prt_1","messageID":"msg_1","sessionID":"ses_a"},"time":1795443354000}}"#
        #expect(outcome(own)[0].contains(" source@1795443354000 part:ses_a/msg_1/prt_1:#"))
        let stamped =
            #"{"ts":1795443354999,"event":{"type":"session.status","properties":{"sessionID":"ses_a","status":{"type":"busy"}}}}"#
        #expect(outcome(stamped)[0].contains(" stamped@1795443354999 local session.status|status:ses_a:log#1:100 "))
        mapped(stamped) { outcome, _ in
            guard case .mapped(let events) = outcome else { return }
            #expect(events[0].order == 25_600)
        }
        mapped(line("session.idle", #"{"sessionID":"ses_a"}"#)) { outcome, _ in
            guard case .mapped(let events) = outcome else { return }
            #expect(events[0].order == 0x208c_36d4_e001)
        }
    }

    @Test func `growing text never leaves, neither in payload nor in summary`() {
        let records = [
            line(
                "message.part.delta", #"{"sessionID":"ses_a","messageID":"msg_1","partID":"prt_1","field":"text","delta":"SECRET"}"#
            ),
            line(
                "message.part.updated",
                #"{"part":{"type":"text","id":"prt_1","messageID":"msg_1","sessionID":"ses_a","text":"SECRET","time":{"start":1}}}"#
            ),
            line(
                "message.part.updated",
                #"{"part":{"type":"tool","tool":"bash","callID":"c","id":"prt_1","messageID":"msg_1","sessionID":"ses_a","state":{"status":"running","input":{},"metadata":{"output":"SECRET"}}}}"#
            ),
            line(
                "message.part.updated",
                #"{"part":{"type":"tool","tool":"bash","callID":"c","id":"prt_1","messageID":"msg_1","sessionID":"ses_a","state":{"status":"pending","input":{},"raw":"SECRET"}}}"#
            ),
        ]
        for record in records {
            let texts = mapped(record) { outcome, mapper -> [String] in
                let events: [Event] =
                    switch outcome {
                    case .mapped(let events): events
                    case .growing(let growth):
                        mapper.events(ofGrowing: growth, isFirst: true) + mapper.events(ofGrowing: growth, isFirst: false)
                    case .dropped: []
                    }
                return events.map { $0.payload.string + $0.summary.string + $0.title.string }
            }
            #expect(!texts.isEmpty && texts.allSatisfy { !$0.contains("SECRET") }, "\(record)")
        }
    }
}
