import Glibc
import HTTPServer
import Synchronization
import Threading

/// A well-behaved client beside the hostile ones: asks every 5 ms and notes how long each answer takes.
///
/// Beside it another thread does nothing but wake up every millisecond: how late it is, the machine is.
final class Probe: Sendable {
    struct Finding: Sendable {
        var answers = 0
        var failures: [String] = []
        /// The longest answer, and the latest that the machine was.
        var worst = Duration.zero
        var lateness = Duration.zero
        /// The longest answer beyond what the machine's lateness explains.
        var worstOfServer: Duration { max(.zero, worst - lateness) }
    }

    private let state = Mutex(Finding())
    private let isOver = Atomic(false)

    /// Runs `attack` on the calling thread with the probe beside it.
    static func watch(_ server: Server, during attack: () throws -> Void) throws -> Finding {
        let probe = Probe()
        let threads = [
            Thread(name: "probe") { probe.ask(server) }, Thread(name: "lateness") { probe.watchMachine() },
        ]
        for thread in threads { try thread.start() }
        defer {
            probe.isOver.store(true, ordering: .relaxed)
            for thread in threads { thread.join() }
        }
        try attack()
        probe.isOver.store(true, ordering: .relaxed)
        for thread in threads { thread.join() }
        return probe.state.withLock { $0 }
    }

    private func ask(_ server: Server) {
        var client: RawClient?
        var turn = 0
        while !isOver.load(ordering: .relaxed) {
            // Mostly over a connection that is kept, now and then over a new one.
            if turn % 8 == 0 { client = nil }
            turn += 1
            let (answered, failure) = Self.timed { client = try Self.ask(server, over: client) }
            if failure != nil { client = nil }
            state.withLock { finding in
                finding.answers += 1
                if let failure { finding.failures.append(failure) }
                finding.worst = max(finding.worst, answered)
            }
            usleep(5_000)
        }
    }

    /// Asks once more when the connection was closed while it was idle, as clients do (RFC 9112 §9.3.1): a crowd may have made it
    /// the oldest idle one.
    private static func ask(_ server: Server, over kept: RawClient?) throws -> RawClient {
        if let kept, (try? kept.get("/health").status) == 200 { return kept }
        let client = try RawClient(server.endpoint)
        let answer = try client.get("/health")
        if answer.status != 200 { throw RawClient.Unexpected(description: "status \(answer.status)") }
        return client
    }

    private func watchMachine() {
        while !isOver.load(ordering: .relaxed) {
            let slept = ContinuousClock().measure { usleep(1_000) }
            state.withLock { $0.lateness = max($0.lateness, slept - .milliseconds(1)) }
        }
    }

    private static func timed(_ body: () throws -> Void) -> (Duration, String?) {
        var failure: String?
        let duration = ContinuousClock().measure {
            do { try body() } catch { failure = "\(error)" }
        }
        return (duration, failure)
    }
}
