internal import Glibc
internal import HTTPServer
internal import PlugwalkModel
internal import SQLite
internal import Synchronization
internal import Threading

/// The service: adapters, datasets, API and page, from the first lock to the last.
///
/// `start` brings it up in order and leaves nothing running when it fails; `run` blocks until it is asked to stop; `close` takes it
/// down in the opposite order: adapters drain, the writers store what is queued, the servers end their streams.
package final class Daemon {
    let configuration: DaemonConfiguration
    let clock: any TimeSource
    let log: Log
    let startedAt: Timestamp
    let stopRequest: StopRequest
    private let lock: DaemonLock
    private var stack = ShutdownStack()

    /// Takes the lock of the state folder.
    ///
    /// - Throws: `DaemonFailure`.
    package init(_ configuration: DaemonConfiguration, clock: any TimeSource, log: Log) throws(DaemonFailure) {
        self.configuration = configuration
        self.clock = clock
        self.log = log
        startedAt = clock.now
        guard let lock = try Self.takeLock(configuration.home) else { throw .alreadyRunning }
        self.lock = lock
        // What a killed daemon left would send people to its old address.
        unlink(configuration.home.record)
        stopRequest = StopRequest()
    }

    private static func takeLock(_ home: Home) throws(DaemonFailure) -> DaemonLock? {
        do throws(HomeError) {
            try home.prepare()
            return try DaemonLock.take(home)
        } catch {
            throw .configuration(error.description)
        }
    }

    /// Brings everything up.
    ///
    /// - Throws: `DaemonFailure`, with nothing left running.
    package func start() throws(DaemonFailure) -> DaemonReport {
        do {
            return try bringUp()
        } catch {
            close()
            throw Self.failure(error)
        }
    }

    /// Blocks until a signal or the control socket asks to stop.
    package func run() { stopRequest.wait() }

    /// Takes everything down. Blocks for the longest grace time of an adapter at most, and what the disk takes.
    package func close() { stack.unwind() }

    private func bringUp() throws -> DaemonReport {
        let listener = try Listener.tcp(DaemonConfiguration.address, port: configuration.port)
        let datasets = DatasetRooms(clock: clock)
        stack.push { datasets.close() }
        let live = try datasets.open(Dataset(name: "live", path: configuration.home.database))
        let sink = IntakeSink(log: log)
        let fleet = try openFleet(sink)
        // Before the adapters are asked to stop: one that waits for a full disk could not.
        stack.push { datasets.prepareToStop() }
        let health = DaemonHealth(daemon: self, datasets: datasets, fleet: fleet, sink: sink)
        let port = try openServers(listener, datasets, health)
        try openClockwork(datasets)
        var report = DaemonReport(url: "http://\(DaemonConfiguration.address):\(port)/")
        report.sources = try SourceSelection(configuration, fleet).launch(into: live)
        if configuration.showsDemo {
            try DemoLoader(configuration: configuration, fleet: fleet, clock: clock).load(into: datasets)
            report.url += "?dataset=demo"
        }
        try writeRecord(port)
        return report
    }

    private func openFleet(_ sink: IntakeSink) throws -> AdapterFleet {
        let place: any AdapterPlace =
            switch configuration.isolation {
            case .worker: WorkerPlace(program: configuration.workerProgram)
            case .inProcess: InProcessPlace()
            }
        let fleet = try AdapterFleet(
            folders: [configuration.builtInPlugins, configuration.home.plugins], home: configuration.home,
            environment: configuration.environment, place: place, sink: sink,
            installationKey: InstallationKey(configuration.home), clock: clock)
        stack.push { fleet.close() }
        return fleet
    }

    /// - Returns: The port that is listened on.
    private func openServers(_ listener: Listener, _ datasets: DatasetRooms, _ health: DaemonHealth) throws -> UInt16 {
        let readers = try Pool<ReadContext>(name: "reader", threads: 2, maxQueued: 1024) { _ in ReadContext() }
        stack.push { readers.close() }
        guard case .tcp(let address) = listener.endpoint else { throw DaemonFailure.port("no TCP address") }
        let log = log
        let router = APIRouter.make(
            catalog: datasets, health: health, readers: readers, hosts: HostCheck(port: address.port)
        ) { error, route in
            log.write(.error, "api", "\(route): \(error)")
        }
        let server = try Server(on: listener, router: router, readers: readers)
        stack.push { server.stop() }
        let control = try Server(
            on: .unix(path: configuration.home.controlSocket), router: ControlRouter.make(health: health, stop: stopRequest))
        stack.push { control.stop(within: .seconds(1)) }
        return address.port
    }

    private func openClockwork(_ datasets: DatasetRooms) throws {
        let clockwork = Clockwork(datasets: datasets, log: log)
        try clockwork.start()
        stack.push { clockwork.stop() }
    }

    private func writeRecord(_ port: UInt16) throws {
        let record = DaemonRecord(
            pid: getpid(), url: "http://\(DaemonConfiguration.address):\(port)/", version: plugwalkVersion,
            startedAt: startedAt.text)
        try record.write(configuration.home)
        let path = configuration.home.record
        stack.push { unlink(path) }
    }

    private static func failure(_ error: any Error) -> DaemonFailure {
        switch error {
        case let error as DaemonFailure: error
        case let error as ListenError where error.code == .addressInUse:
            .port("\(error.description): stop it, or choose another port with --port")
        case let error as ListenError: .port(error.description)
        case let error as HomeError: .configuration(error.description)
        case let error as Migrator.Refusal: .configuration(error.description)
        case let error as SQLiteError: .configuration("the database cannot be used: \(error)")
        default: .configuration("\(error)")
        }
    }
}

/// What has been brought up, to be taken down in the opposite order.
private struct ShutdownStack {
    private var steps: [() -> Void] = []

    mutating func push(_ step: @escaping () -> Void) { steps.append(step) }

    mutating func unwind() {
        while let step = steps.popLast() { step() }
    }
}
