internal import CLinux
internal import Glibc
internal import HTTPServer
internal import PlugwalkModel
internal import Redaction
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
        linux_set_memory_economy()
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
            throw stopRequest.isPosted ? .interrupted : Self.failure(error)
        }
    }

    /// Blocks until a signal or the control socket asks to stop.
    package func run() { stopRequest.wait() }

    /// Takes everything down. Blocks for the longest grace time of an adapter at most, and what the disk takes.
    package func close() { stack.unwind() }

    /// The rules take about 0.1 s to compile: meanwhile the rest is brought up.
    private func compileRules() throws {
        let thread = Threading.Thread(name: "rules") { Redactor.prepare() }
        try thread.start()
        stack.push { thread.join() }
    }

    private func bringUp() throws -> DaemonReport {
        try compileRules()
        let settings = try SettingsStore(SettingsFile(configuration.home))
        let effective = EffectiveSettings(configuration, settings.settings)
        let listener = try Listener.tcp(effective.address, port: effective.port)
        guard case .tcp(let address) = listener.endpoint else { throw DaemonFailure.port("no TCP address") }
        let access = try access(address.port, effective)
        let datasets = DatasetRooms(clock: clock)
        stack.push { datasets.close() }
        let live = try datasets.open(Dataset(name: "live", path: configuration.home.database))
        let sink = IntakeSink(log: log)
        let fleet = try openFleet(sink, effective)
        let ingest = try openIngest(live)
        // Before adapters and posts are asked to stop: one that waits for a full disk could not.
        stack.push { datasets.prepareToStop() }
        let health = DaemonHealth(
            daemon: self, isolation: effective.isolation, settings: settings, datasets: datasets, fleet: fleet, sink: sink)
        let adapters = AdapterOffice(configuration, fleet: fleet, settings: settings, live: live, health: health, sink: sink)
        let office = SettingsOffice(settings, effective: effective, port: address.port, adapters: adapters, sink: sink, log: log)
        let figures = DaemonFigures(datasets)
        let services = APIServices(
            catalog: datasets, health: health, metrics: figures, adapters: adapters, settings: office, access: access,
            ingest: ingest)
        let desk = try openServers(listener, services, figures)
        var report = DaemonReport(url: access.loginLink())
        report.sources = try SourceSelection(configuration, settings.settings, fleet).launch(into: live)
        if configuration.showsDemo {
            try DemoLoader(configuration: configuration, fleet: fleet, clock: clock).load(into: datasets)
            report.url += (report.url.contains("?") ? "&" : "?") + "dataset=demo"
        }
        try openClockwork(datasets, office, desk)
        try writeRecord(access.url)
        return report
    }

    /// - Throws: `DaemonFailure` when others could reach the server and nothing would keep them out.
    private func access(_ port: UInt16, _ effective: EffectiveSettings) throws -> Access {
        let access = Access(
            port: port, bind: effective.address, token: configuration.token, hosts: effective.hosts,
            key: try InstallationKey(configuration.home).bytes, clock: clock)
        guard access.isLoopback || configuration.token != nil else {
            throw DaemonFailure.configuration(
                "others could reach \(effective.bind), so a token is needed: set PLUGWALK_TOKEN or give --token, or leave out --bind to stay on this machine"
            )
        }
        return access
    }

    private func openFleet(_ sink: IntakeSink, _ effective: EffectiveSettings) throws -> AdapterFleet {
        let place: any AdapterPlace =
            switch effective.isolation {
            case .worker: WorkerPlace(program: configuration.workerProgram)
            case .inProcess: InProcessPlace()
            }
        let fleet = try AdapterFleet(
            folders: [configuration.builtInPlugins, configuration.home.plugins], home: configuration.home,
            environment: configuration.environment, place: place, sink: sink,
            installationKey: InstallationKey(configuration.home), clock: clock,
            checkpointFlushMs: effective.checkpointFlushMs, isInterrupted: { [stopRequest] in stopRequest.isPosted })
        stack.push { fleet.close() }
        return fleet
    }

    private func openIngest(_ live: DatasetRuntime) throws -> IngestLoop? {
        guard configuration.isDevelopment else { return nil }
        let ingest = IngestLoop(live, installationKey: try InstallationKey(configuration.home), clock: clock)
        try ingest.start()
        stack.push { ingest.close() }
        return ingest
    }

    private func openServers(_ listener: Listener, _ services: APIServices, _ figures: DaemonFigures) throws -> Pool<Void> {
        let readers = try Pool<ReadContext>(name: "reader", threads: 2, maxQueued: 1024) { _ in ReadContext() }
        stack.push { readers.close() }
        let desk = try Pool<Void>(name: "desk", threads: 2, maxQueued: 64) { _ in }
        stack.push { desk.close() }
        let log = log
        let router = APIRouter.make(services, readers: readers, desk: Desk(desk)) { error, route in
            log.write(.error, "api", "\(route): \(error)")
        }
        var settings = Server.Settings()
        settings.identify = services.access.identify
        let server = try Server(on: listener, router: router, readers: readers, settings: settings)
        stack.push { server.stop() }
        figures.count(server)
        let controls = ControlRouter.make(router, health: services.health, access: services.access, stop: stopRequest)
        let control = try Server(on: .unix(path: configuration.home.controlSocket), router: controls, readers: readers)
        stack.push { control.stop(within: .seconds(1)) }
        figures.count(control)
        return desk
    }

    private func openClockwork(_ datasets: DatasetRooms, _ office: SettingsOffice, _ desk: Pool<Void>) throws {
        let clockwork = Clockwork(datasets: datasets, log: log) { office.watch(desk) }
        try clockwork.start()
        stack.push { clockwork.stop() }
    }

    private func writeRecord(_ url: String) throws {
        let record = DaemonRecord(pid: getpid(), url: url, version: plugwalkVersion, startedAt: startedAt.text)
        try record.write(configuration.home)
        let path = configuration.home.record
        stack.push { unlink(path) }
    }

    private static func failure(_ error: any Error) -> DaemonFailure {
        switch error {
        case let error as DaemonFailure: error
        case let error as ListenError where error.code == .addressInUse:
            .port("\(error.description): stop it, or choose another port with --port")
        case let error as ListenError where error.code == .invalidAddress: .configuration(error.description)
        case let error as ListenError: .port(error.description)
        case let error as HomeError: .configuration(error.description)
        case let error as SettingsError: .configuration(error.description)
        case let error as Migrator.Refusal: .configuration(error.description)
        case let error as SQLiteError where error.kind == .corrupt:
            .configuration("a database in the state folder is damaged: \(error.message). Move it away to begin anew")
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
