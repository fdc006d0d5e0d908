import Glibc
import HTTPServer
import Synchronization
import Testing
import Threading

/// Hostile clients, each kind in a process of its own, so that what it holds is the attack's doing.
@Suite(.serialized) struct HostileTests {
    static let rounds = 5
    /// How much longer than the machine's own lateness an answer may take.
    static let patience = Duration.milliseconds(50)
    /// More than an allocator's taste, less than a leak: 2,000 connections have 32 MiB of memory.
    static let slackBytes = 8 << 20

    @Test(arguments: Attack.allCases)
    func `others are answered throughout, and nothing is left behind`(attack: Attack) async {
        await #expect(processExitsWith: .success) { [attack = attack as Attack] in
            Footprint.raiseDescriptorLimit()
            let target = try Target(idleSeconds: attack.idleSeconds)
            var findings: [Probe.Finding] = []
            var footprints: [Footprint] = []
            for round in 1...Self.rounds {
                let finding = try Probe.watch(target.server) { try attack.run(on: target.address, for: .milliseconds(300)) }
                #expect(finding.failures == [], "round \(round)")
                #expect(finding.answers > 5)
                #expect(target.isQuiet(), "round \(round): \(target.server.connectionCount) connections are left")
                findings.append(finding)
                footprints.append(.now)
            }
            Self.note(attack, findings, footprints)
            // A machine that takes the processor away for a moment spoils one round, a server that is kept busy all of them.
            let late = findings.filter { $0.worstOfServer > Self.patience }
            #expect(late.count <= 1, "\(late.map { "\($0.worst) where the machine was \($0.lateness) late" })")
            // The first two rounds fill what is kept for the next ones: pools, caches of the allocator.
            let (before, after) = (footprints[1], footprints[Self.rounds - 1])
            #expect(after.descriptors <= before.descriptors, "\(before), then \(after)")
            #expect(after.residentBytes <= before.residentBytes + Self.slackBytes, "\(before), then \(after)")
        }
    }

    /// Appends the figures to the file that `PLUGWALK_HOSTILE_LOG` names.
    private static func note(_ attack: Attack, _ findings: [Probe.Finding], _ footprints: [Footprint]) {
        guard let path = getenv("PLUGWALK_HOSTILE_LOG"), let file = fopen(path, "a") else { return }
        for (finding, footprint) in zip(findings, footprints) {
            let times = "worst \(finding.worst), machine \(finding.lateness) late"
            fputs("\(attack): \(finding.answers) answers, \(times), \(footprint)\n", file)
        }
        fclose(file)
    }
}

/// The server that is attacked: answers, takes bodies, and sends events to whoever listens.
private final class Target: Sendable {
    let server: Server
    private let feed: Feed
    private let producer: Thread

    var address: SocketAddress {
        guard case .tcp(let address) = server.endpoint else { preconditionFailure("the server is on TCP") }
        return address
    }

    /// Waits until all connections and streams are gone, which the server notices while one asks.
    func isQuiet() -> Bool {
        do {
            let client = try RawClient(server.endpoint)
            guard eventually({ (try? client.get("/health").status) == 200 && server.connectionCount == 1 }) else { return false }
        } catch {
            return false
        }
        return eventually { server.connectionCount == 0 && feed.streams.withLock { $0.isEmpty } }
    }

    init(idleSeconds: Int) throws {
        let feed = Feed()
        var router = Router<Void>()
        router.on(.get, "/health", .inline { _ in Response(text: "ok\n") })
        router.on(.get, "/number/{n}", .inline { Response(text: $0.parameter("n")) })
        router.on(.post, "/echo", .inline { Response($0.body) })
        router.on(.get, "/events", .inline { _ in Response(feed.open()) })
        var settings = Server.Settings()
        settings.limits.idleSeconds = idleSeconds
        server = try Server(on: .tcp("127.0.0.1", port: 0), router: router, settings: settings)
        self.feed = feed
        producer = Thread(name: "producer") { feed.produce() }
        try producer.start()
    }

    deinit {
        feed.isOver.store(true, ordering: .relaxed)
        producer.join()
        server.stop(within: .zero)
    }
}

/// A kilobyte for each stream every five milliseconds.
private final class Feed: Sendable {
    let streams = Mutex<[Int: EventStream]>([:])
    let isOver = Atomic(false)
    private let opened = Atomic(0)

    func open() -> EventStream {
        let number = opened.add(1, ordering: .relaxed).newValue
        let stream = EventStream(maxBytes: 64 << 10) { [weak self] in
            let closed = self?.streams.withLock { $0.removeValue(forKey: number) }
            _ = consume closed
        }
        streams.withLock { $0[number] = stream }
        return stream
    }

    func produce() {
        let chunk = SharedBytes("data: \(String(repeating: "x", count: 1_024))\n\n".utf8)
        while !isOver.load(ordering: .relaxed) {
            for stream in streams.withLock({ Array($0.values) }) { _ = stream.send(chunk) }
            usleep(5_000)
        }
    }
}
