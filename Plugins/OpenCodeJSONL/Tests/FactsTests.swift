import AdapterKit
import AdapterTesting
import Foundation
import OpenCodeJSONLAdapter
import Testing

/// The events against what was really done in the recordings, as far as single records can tell.
struct FactsTests {
    private func events(of recording: Recording) -> [RecordedEvent] {
        let folder = TemporaryFolder()
        folder.write(recording.bytes, to: "log.jsonl")
        let host = FakeHost()
        host.run(AdapterUnderTest(OpenCodeJSONL.self), configuration: ["path": folder.path])
        return host.events
    }

    private func payload(_ event: RecordedEvent) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(event.payload.utf8))) as? [String: Any] ?? [:]
    }

    @Test(arguments: Recording.all) func `every session is told with its parent and its last title`(recording: Recording) throws {
        let events = events(of: recording)
        for session in try recording.facts.sessions {
            let created = events.first { $0.session == session.native_id && $0.key.contains(":created:") }
            #expect(created?.parentSession ?? "" == session.parent ?? "", "\(session.native_id)")
            guard let title = session.title else { continue }
            #expect(
                events.last { $0.session == session.native_id && $0.key.contains(":info:") }?.title == title, "\(session.native_id)"
            )
        }
    }

    /// What ends without a record of its own (a killed server, an abort while it waits) is inferred by the host.
    @Test(arguments: Recording.all) func `every call that a record ends has the right status and tool`(recording: Recording) throws
    {
        let events = events(of: recording)
        for call in try recording.facts.calls {
            let all = events.filter { $0.session == call.session && $0.entityID == call.call_id }
            #expect(!all.isEmpty, "\(call.call_id)")
            guard let end = all.last(where: { $0.key.contains(":end:") }) else {
                #expect(
                    ["running", "cancelled", "queued"].contains(call.status), "\(call.call_id) has no end but is \(call.status)")
                continue
            }
            #expect(end.status == call.status, "\(call.call_id)")
            #expect(payload(end)["tool"] as? String == call.tool, "\(call.call_id)")
            #expect(call.status == "success" || payload(end)["reason"] != nil, "\(call.call_id)")
        }
    }

    @Test(arguments: Recording.all) func `every wait is told, with its time and its reply`(recording: Recording) throws {
        let events = events(of: recording).filter { $0.entityType == "permission" }
        let waits = try recording.facts.waits
        #expect(Set(events.map(\.entityID)) == Set(waits.map(\.id)))
        for wait in waits {
            let asked = try #require(events.first { $0.entityID == wait.id && $0.status == "blocked" })
            #expect(asked.session == wait.session && asked.time == .source(wait.start_ms * 1_000_000))
            guard let reply = events.first(where: { $0.entityID == wait.id && $0.key.contains(":replied:") }) else { continue }
            #expect(reply.status == wait.outcome)
        }
    }

    @Test(arguments: Recording.all) func `every retry is told once per attempt`(recording: Recording) throws {
        let retries = events(of: recording).filter { $0.status == "retry" && $0.entityType == "session" }
        let expected = try recording.facts.retries
        #expect(Set(retries.map(\.key)).count == expected.count)
        for retry in expected {
            let event = retries.first { payload($0)["attempt"] as? Int == retry.attempt && $0.session == retry.session }
            if let next = retry.next_ms { #expect(retries.contains { payload($0)["next_ms"] as? Int64 == next }, "\(next)") }
            #expect(event != nil, "\(retry)")
        }
    }
}
