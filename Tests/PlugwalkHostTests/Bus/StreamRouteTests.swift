import Foundation
import HTTPServer
import PlugwalkModel
import Synchronization
import TestSupport
import Testing
import Threading

@testable import PlugwalkHost

/// Event streams as clients see them, over sockets.
@Suite struct StreamRouteTests {
    private let bench: APIBench

    init() throws { bench = try APIBench(onSocket: true) }

    private func events(_ range: Range<Int>, session: String = "s1", payload: String = "") -> [EventDraft] {
        range.map {
            EventDraft(key: "k\($0)", session: session, entityType: "todo", payload: payload, time: Story.start + Int64($0))
        }
    }

    private func ids(_ client: StreamClient, _ count: Int) throws -> [String] {
        try (0..<count).map { _ in try #require(try client.next("plugwalk.event").id) }
    }

    @Test func `without a place only what comes is told`() throws {
        try bench.commit(events(0..<3))
        let client = try bench.client("/api/v1/events/stream")
        #expect(client.status == 200)
        #expect(try client.next().event == "plugwalk.heartbeat")
        let commit = try bench.commit(events(3..<5))
        #expect(try ids(client, 2) == commit.events.map(\.eventID))
    }

    @Test func `a stream goes on after an event or a watermark`() throws {
        let old = try bench.commit(events(0..<1_200)).events.map(\.eventID)
        let byNumber = try bench.client("/api/v1/events/stream?after=0")
        let byID = try bench.client("/api/v1/events/stream?after=\(old[999])")
        let byHeader = try bench.client("/api/v1/events/stream?after=0", lastEventID: old[1_100])
        let byMark = try bench.client("/api/v1/events/stream?after=1198")
        #expect(try ids(byNumber, 1_200) == old)
        #expect(try ids(byID, 200) == Array(old[1_000...]))
        #expect(try ids(byHeader, 99) == Array(old[1_101...]))
        #expect(try ids(byMark, 2) == Array(old[1_198...]))
        let new = try bench.commit(events(1_200..<1_201)).events.map(\.eventID)
        for client in [byNumber, byID, byHeader, byMark] { #expect(try ids(client, 1) == new) }
    }

    @Test func `a filter holds for what is stored and for what comes`() throws {
        let old = try bench.commit(events(0..<10) + events(10..<12, session: "s2")).events
        let client = try bench.client("/api/v1/events/stream?after=0&run_id=run_tt_s2,run_tt_s3&type=todo")
        #expect(try ids(client, 2) == old.suffix(2).map(\.eventID))
        let new = try bench.commit(events(20..<30) + events(30..<31, session: "s3")).events
        #expect(try ids(client, 1) == [try #require(new.last).eventID])
        #expect(bench.get("/api/v1/events/stream?type=thing").status == 400)
    }

    @Test(arguments: ["evt_00000000000000000000000000", "2", "999", "nonsense"])
    func `a place that is gone is told, and the stream goes on live`(place: String) throws {
        try bench.commit(events(0..<3))
        try bench.data.remove(seq: 2)
        let client = try bench.client("/api/v1/events/stream", lastEventID: place)
        let reset = try client.next()
        #expect(reset.event == "plugwalk.reset")
        #expect((reset.members["reason"] as? String)?.contains(place) == true)
        let new = try bench.commit(events(3..<4)).events
        #expect(try ids(client, 1) == new.map(\.eventID))
    }

    @Test func `a replay waits for a slow client and tells all`() throws {
        let payload = #"{"text":"\#(String(repeating: "x", count: 20_000))"}"#
        let old = try bench.commit(events(0..<600, payload: payload)).events.map(\.eventID)
        let client = try bench.client("/api/v1/events/stream?after=0", receiveBuffer: 4_096)
        // 12 MB do not fit into the buffers: the replay must have ended, and both readers answer others.
        _ = try client.next()
        for _ in 0..<4 { #expect(bench.get("/api/v1/runs").status == 200) }
        // Nothing ticks here: the room that the client makes has it go on.
        #expect(try ids(client, 599) == Array(old.dropFirst()))
        let new = try bench.commit(events(600..<601)).events
        #expect(try ids(client, 1) == new.map(\.eventID))
    }

    @Test func `a hundred thousand events are replayed without a tick to go on by`() throws {
        for start in stride(from: 0, to: 100_000, by: 5_000) { try bench.commit(events(start..<start + 5_000)) }
        let client = try bench.client("/api/v1/events/stream?after=0")
        var last: Int64 = 0
        for _ in 0..<100_000 {
            let seq = try #require(try client.next("plugwalk.event").members["seq"] as? Int64)
            #expect(seq == last + 1)
            last = seq
        }
    }

    @Test func `a live client that does not read gets a gap, and can catch up behind it`() throws {
        let payload = #"{"text":"\#(String(repeating: "x", count: 20_000))"}"#
        let client = try bench.client("/api/v1/events/stream", receiveBuffer: 4_096)
        _ = try client.next()
        var stored: [String] = []
        for start in stride(from: 0, to: 400, by: 20) {
            stored += try bench.commit(events(start..<start + 20, payload: payload)).events.map(\.eventID)
        }
        var told: [String] = []
        var message = try client.next()
        while message.event == "plugwalk.event" {
            told.append(try #require(message.id))
            message = try client.next()
        }
        #expect(message.event == "plugwalk.gap")
        #expect(message.members["missed"] as? Int == 400 - told.count)
        #expect(told == Array(stored.prefix(told.count)))
        let after = try #require(message.members["after"] as? Int)
        let catchUp = try bench.client("/api/v1/events/stream?after=\(after)")
        #expect(try ids(catchUp, 20) == Array(stored[told.count..<told.count + 20]))
    }

    /// A writer commits batches of all sizes while clients go and come back at random: everything arrives, nothing twice.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `clients that reconnect miss nothing and get nothing twice`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let total = 3_000
        var batches: [[EventDraft]] = []
        var next = 0
        while next < total {
            let size = min(total - next, [1, 1, 2, 5, 40, 300].randomElement(using: &random)!)
            batches.append(events(next..<next + size))
            next += size
        }
        let stored = Mutex<[String]>([])
        // The bench's writer belongs to this one thread until it is joined.
        nonisolated(unsafe) let bench = bench
        let failure = Mutex<(any Error)?>(nil)
        let writer = Threading.Thread(name: "writer") { [batches] in
            do {
                for batch in batches {
                    let commit = try bench.commit(batch)
                    stored.withLock { $0 += commit.events.map(\.eventID) }
                }
            } catch { failure.withLock { $0 = error } }
        }
        let told = (0..<3).map { _ in Told() }
        let clients = told.enumerated().map { reconnecting($1, total: total, seed: seed &* 31 &+ UInt64($0)) }
        try writer.start()
        for client in clients { try client.start() }
        for client in clients { client.join() }
        writer.join()
        #expect(failure.withLock { $0 } == nil, "seed \(seed)")
        for told in told { #expect(told.ids.withLock { $0 } == stored.withLock { $0 }, "seed \(seed)") }
    }

    private final class Told: Sendable {
        let ids = Mutex<[String]>([])
        var count: Int { ids.withLock { $0.count } }
    }

    /// A client that reads a while, drops its connection, and comes back with its last id, until it was told `total` events.
    private func reconnecting(_ told: Told, total: Int, seed: UInt64) -> Threading.Thread {
        nonisolated(unsafe) let bench = bench
        return Threading.Thread(name: "client") {
            var random = SeededGenerator(seed: seed)
            var last = "0"
            while told.count < total, let client = try? bench.client("/api/v1/events/stream", lastEventID: last) {
                for _ in 0..<Int.random(in: 1...400, using: &random) where told.count < total {
                    guard let message = try? client.next() else { return }
                    if message.event == "plugwalk.event", let id = message.id { told.ids.withLock { $0.append(id) } }
                }
                last = client.lastEventID ?? last
            }
        }
    }
}
