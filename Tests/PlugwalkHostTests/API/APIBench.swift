import Foundation
import HTTPServer
import SQLite
import Threading

@testable import PlugwalkHost

/// The service over a dataset of its own, as the daemon puts it together, with or without a socket.
final class APIBench {
    struct Catalog: DatasetCatalog {
        let open: [OpenDataset]

        var names: [String] { open.map(\.dataset.name) }
        func dataset(named name: String) -> OpenDataset? { open.first { $0.dataset.name == name } }
    }

    struct Health: HealthSource {
        var health: HealthSnapshot {
            HealthSnapshot(
                status: .degraded, version: "0.1.0", uptimeMs: 61_000, startedAt: "2026-11-24T10:00:00.000Z",
                datasets: [.init(name: "live", path: "/home/a/plugwalk.db", events: 42, sizeBytes: 4_096)],
                adapters: [
                    HealthSnapshot.Adapter(
                        name: "opencode-jsonl", instance: "opencode-jsonl-1", state: "running", source: "opencode",
                        dataset: "live", lastEventAt: "2026-11-24T10:01:00.000Z", queueDepth: 3, accepted: 50,
                        committed: 42, duplicates: 3, quarantined: 1, shed: 1, lost: 2, restarts: 1,
                        message: "restarted after a crash", isolation: "worker")
                ],
                storage: .init(isOK: true))
        }
    }

    struct Metrics: MetricsSource {
        var figures: ServiceFigures { ServiceFigures(streams: 1, connections: 2) }
    }

    let port: UInt16
    let data: DatasetBench
    let clock = SharedClock()
    let bus: EventBus
    let readers: Pool<ReadContext>
    private let desk: Pool<Void>
    let adapters = FakeAdapters()
    let access: Access
    let router: Router<ReadContext>
    private var server: Server?

    /// - Parameters:
    ///   - bind: The address that the service believes to listen on; a socket listens on 127.0.0.1 in any case.
    ///   - token: What strangers must show.
    init(onSocket: Bool = false, bind: String = "127.0.0.1", token: String? = nil) throws {
        data = try DatasetBench()
        bus = try EventBus(continuing: data.database, clock: clock)
        readers = try Pool(name: "reader", threads: 2, maxQueued: 64) { _ in ReadContext() }
        let listener = onSocket ? try Listener.tcp("127.0.0.1", port: 0) : nil
        if case .tcp(let address) = listener?.endpoint { port = address.port } else { port = 4517 }
        access = Access(port: port, bind: bind, token: token, hosts: [])
        desk = try Pool(name: "desk", threads: 1, maxQueued: 8) { _ in }
        let services = APIServices(
            catalog: Catalog(open: [OpenDataset(dataset: data.dataset, bus: bus)]), health: Health(), metrics: Metrics(),
            adapters: adapters, settings: FakeSettings(), access: access, ingest: FakeIngest())
        router = APIRouter.make(services, readers: readers, desk: Desk(desk), report: { _, _ in })
        var settings = Server.Settings()
        settings.identify = access.identify
        if let listener { server = try Server(on: listener, router: router, readers: readers, settings: settings) }
    }

    deinit {
        server?.stop(within: .zero)
        bus.close()
        readers.close()
        desk.close()
    }

    /// Stores the events and tells the bus, as the writer's thread does.
    @discardableResult
    func commit(_ events: [EventDraft]) throws -> Commit {
        let commit = try data.store(events)
        bus.publish(commit)
        return commit
    }

    /// Asks the router, without a socket.
    func get(_ target: String, _ headers: Headers = [:]) -> Response {
        var headers = headers
        if headers["Host"] == nil { headers["Host"] = "127.0.0.1:\(port)" }
        var context = ReadContext()
        return router.respond(to: Request(.get, target, headers: headers), with: &context)
    }

    /// Asks the router as a program that sends JSON does, without a socket.
    func ask(_ method: HTTPServer.Method, _ target: String, body: String? = nil) -> Response {
        let headers: Headers = [
            "Host": "127.0.0.1:\(port)", "Plugwalk-Client": "tests", "Content-Type": "application/json",
        ]
        var context = ReadContext()
        return router.respond(
            to: Request(method, target, headers: headers, body: Array((body ?? "").utf8)), with: &context)
    }

    /// The members of the answer's JSON object.
    func json(_ target: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(get(target).bytes)) as? [String: Any] ?? [:]
    }

    func client(_ target: String, lastEventID: String? = nil, receiveBuffer: Int32? = nil) throws -> StreamClient {
        precondition(server != nil, "this bench has no socket")
        return try StreamClient(port, target, lastEventID: lastEventID, receiveBuffer: receiveBuffer)
    }
}

extension Response {
    var bytes: [UInt8] {
        switch body {
        case .bytes(let bytes): bytes
        case .shared(let bytes): bytes.withUnsafeBytes(Array.init)
        case .stream(let stream): stream.drain()
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The sentence of a problem document.
    var detail: String? {
        let document = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return document?["detail"] as? String
    }
}
