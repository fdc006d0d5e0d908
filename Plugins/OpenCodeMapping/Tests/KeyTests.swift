import AdapterKit
import AdapterTesting
import Testing

@testable import OpenCodeMapping

/// The facts of each key: what makes a record a new fact, and what does not.
struct KeyTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var type: String
        var properties: String
        /// Replacements in `properties` of which each must give another key.
        var facts: [(String, String)]
        /// Replacements that must not.
        var noise: [(String, String)]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "session created", type: "session.created",
            properties: #"{"info":{"id":"ses_a","parentID":"ses_p","title":"T","cost":1,"time":{"created":1000,"updated":2000}}}"#,
            facts: [("ses_a", "ses_b"), ("ses_p", "ses_q")],
            noise: [("\"T\"", "\"U\""), ("\"cost\":1", "\"cost\":2"), ("2000", "2001")]),
        Case(
            name: "prompt", type: "message.updated",
            properties:
                #"{"info":{"id":"msg_1","role":"user","sessionID":"ses_a","agent":"build","model":{"id":"x"},"time":{"created":1000}}}"#,
            facts: [("msg_1", "msg_2"), ("ses_a", "ses_b"), ("build", "plan")], noise: [("\"x\"", "\"y\"")]),
        Case(
            name: "answer begun", type: "message.updated",
            properties:
                #"{"info":{"id":"msg_2","role":"assistant","sessionID":"ses_a","agent":"build","parentID":"msg_1","cost":0,"time":{"created":1000}}}"#,
            facts: [("msg_2", "msg_3"), ("build", "plan"), ("msg_1", "msg_0")], noise: [("\"cost\":0", "\"cost\":2")]),
        Case(
            name: "final text", type: "message.part.updated",
            properties:
                #"{"part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"text","text":"A","time":{"start":1,"end":2}},"time":3}"#,
            facts: [("prt_1", "prt_2"), ("msg_2", "msg_3"), ("\"A\"", "\"B\""), ("\"type\":\"text\"", "\"type\":\"reasoning\"")],
            noise: [("\"start\":1", "\"start\":9"), ("\"time\":3", "\"time\":4"), ("\"A\"", "\"\\u0041\"")]),
        Case(
            name: "running call", type: "message.part.updated",
            properties:
                #"{"part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"task","callID":"c1","state":{"status":"running","input":{"a":1,"b":2},"title":"T","metadata":{"sessionId":"ses_b","model":"x"},"time":{"start":1}}}}"#,
            facts: [("c1", "c2"), ("\"task\"", "\"bash\""), ("\"a\":1", "\"a\":2"), ("\"T\"", "\"U\""), ("ses_b", "ses_c")],
            noise: [("\"start\":1", "\"start\":9"), ("\"x\"", "\"y\""), (#""a":1,"b":2"#, #""b":2,"a":1"#)]),
        Case(
            name: "ended call", type: "message.part.updated",
            properties:
                #"{"part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"tool","tool":"bash","callID":"c1","state":{"status":"completed","input":{},"output":"O","error":"E","title":"T","metadata":{"exit":1,"sessionId":"ses_b"},"time":{"start":1,"end":2000}}}}"#,
            facts: [
                ("c1", "c2"), ("\"bash\"", "\"read\""), ("\"exit\":1", "\"exit\":2"), ("\"E\"", "\"F\""), ("2000", "2001"),
                ("ses_b", "ses_c"),
            ],
            noise: [("\"O\"", "\"P\""), ("\"start\":1", "\"start\":9")]),
        Case(
            name: "permission replied", type: "permission.replied",
            properties: #"{"sessionID":"ses_a","requestID":"per_1","reply":"once"}"#,
            facts: [("per_1", "per_2"), ("once", "always")], noise: [("ses_a", "ses_b")]),
        Case(
            name: "retry", type: "session.status",
            properties: #"{"sessionID":"ses_a","status":{"type":"retry","attempt":1,"message":"M","next":1000}}"#,
            facts: [("ses_a", "ses_b"), ("\"attempt\":1", "\"attempt\":2"), ("1000", "2000")], noise: [("\"M\"", "\"N\"")]),
        Case(
            name: "to-do list", type: "todo.updated",
            properties: #"{"sessionID":"ses_a","todos":[{"content":"A","status":"pending"}]}"#,
            facts: [("ses_a", "ses_b"), ("\"A\"", "\"B\""), ("pending", "completed")], noise: []),
        Case(
            name: "patch", type: "message.part.updated",
            properties:
                #"{"part":{"id":"prt_1","messageID":"msg_2","sessionID":"ses_a","type":"patch","hash":"h1","files":["/a"]},"time":3}"#,
            facts: [("h1", "h2"), ("/a", "/b")], noise: [("\"time\":3", "\"time\":4")]),
    ]

    @Test(arguments: cases) func `a key changes with each of its facts and with nothing else`(one: Case) {
        let base = key(one.type, one.properties)
        for (fact, other) in one.facts {
            #expect(one.properties.contains(fact))
            #expect(key(one.type, one.properties.replacing(fact, with: other)) != base, "\(fact) is a fact")
        }
        for (noise, other) in one.noise {
            #expect(one.properties.contains(noise))
            #expect(key(one.type, one.properties.replacing(noise, with: other)) == base, "\(noise) is none")
        }
    }

    @Test func `what is waited for is ordered by its own id, which lists of pending requests have too`() {
        let asked = events("permission.asked", #"{"id":"per_208c408430013K4qUpAX2Moi8v","sessionID":"ses_a","permission":"bash"}"#)[
            0]
        #expect(asked.order == 0x208c_4084_3001)
    }

    private func key(_ type: String, _ properties: String) -> String { events(type, properties)[0].key }

    private func events(_ type: String, _ properties: String) -> [RecordedEvent] {
        let tape = JSONTape()
        let json = #"{"id":"evt_208c36d4e001z8naOK7ByotGRK","type":"\#(type)","properties":\#(properties)}"#
        return Array(json.utf8).withSlice { bytes in
            guard case .v1(let record) = LogLine(try! tape.parse(bytes)) else { fatalError("no V1 record: \(json)") }
            let place = RecordPlace(stream: "log", identity: "log#1", offset: 0, nowNs: 1_795_443_000_000_000_000)
            guard case .mapped(let events) = Mapper(record, at: place).outcome() else { return [] }
            return events.map { RecordedEvent($0) }
        }
    }
}
