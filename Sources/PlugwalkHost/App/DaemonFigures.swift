internal import HTTPServer
internal import Synchronization

/// What the daemon has open, for `/metrics`.
final class DaemonFigures: MetricsSource {
    private let datasets: DatasetRooms
    // The servers are there only after their router, which has this: it must not keep them.
    private let connections = Mutex<[@Sendable () -> Int]>([])

    init(_ datasets: DatasetRooms) { self.datasets = datasets }

    /// Counts the connections of a server from now on.
    func count(_ server: Server) {
        connections.withLock { counts in counts.append { [weak server] in server?.connectionCount ?? 0 } }
    }

    var figures: ServiceFigures {
        ServiceFigures(
            streams: datasets.all.reduce(0) { $0 + $1.bus.subscriberCount },
            connections: connections.withLock { $0 }.reduce(0) { $0 + $1() })
    }
}
