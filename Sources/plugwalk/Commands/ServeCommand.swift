import Glibc
import PlugwalkHost
import PlugwalkModel

/// `plugwalk serve`: the daemon in the foreground. It is also what the start command runs in the background.
struct ServeCommand {
    private let arguments: Arguments
    private let options: StartOptions
    private let readyDescriptor: Int32?

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        options = try StartOptions(arguments, environment: Surroundings.environment)
        readyDescriptor = try arguments.value(.readyDescriptor).map {
            try DecimalNumber.parse($0, "--ready-descriptor", "a descriptor")
        }
    }

    func run() throws -> ExitCode {
        prepareProcess()
        let ready = Readiness(descriptor: readyDescriptor)
        let clock = SystemClock()
        do {
            let daemon = try Daemon(try configuration(), clock: clock, log: Log(clock: clock))
            tell(StartReport(try daemon.start()), ready)
            daemon.run()
            daemon.close()
            return .success
        } catch DaemonFailure.interrupted {
            ready.tell(failure: DaemonFailure.interrupted)
            // It did what it was asked to.
            return .success
        } catch DaemonFailure.alreadyRunning where readyDescriptor == nil {
            return try StartCommand(arguments).alreadyRunning()
        } catch {
            ready.tell(failure: error)
            throw error
        }
    }

    private func tell(_ report: StartReport, _ ready: Readiness) {
        ready.tell(report)
        guard readyDescriptor == nil else { return }
        if arguments.printsJSON { Terminal.printRaw(report.json) } else { Terminal.print(report.text) }
    }

    /// Files for nobody else, and descriptors for as many clients as the server takes.
    private func prepareProcess() {
        umask(0o077)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 4096))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private func configuration() throws -> DaemonConfiguration {
        // No adapter and no program that is started from here gets the token.
        var environment = Surroundings.environment
        environment[StartOptions.tokenVariable] = nil
        unsetenv(StartOptions.tokenVariable)
        var configuration = DaemonConfiguration(
            home: try Home(environment: environment), prefix: Surroundings.prefix, environment: environment)
        if let port = options.port { configuration.port = port }
        if let bind = options.bind { configuration.bind = bind }
        if let isolation = options.isolation { configuration.isolation = isolation }
        configuration.sources = options.sources
        configuration.token = options.token
        configuration.isDevelopment = arguments.has(.dev)
        configuration.showsDemo = arguments.has(.demo)
        return configuration
    }
}
