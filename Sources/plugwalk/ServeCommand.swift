import Glibc
import PlugwalkHost
import PlugwalkModel

/// `plugwalk serve`: the daemon in the foreground. It is also what the start command runs in the background.
struct ServeCommand {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    func run() throws -> ExitCode {
        prepareProcess()
        let ready = Readiness(descriptor: invocation.readyDescriptor)
        let clock = SystemClock()
        do {
            let daemon = try Daemon(try configuration(), clock: clock, log: Log(clock: clock))
            let report = try daemon.start()
            ready.tell(report)
            if invocation.readyDescriptor == nil { Terminal.print(report.text) }
            daemon.run()
            daemon.close()
            return .success
        } catch {
            ready.tell(failure: error)
            throw error
        }
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
        let environment = Surroundings.environment
        var configuration = DaemonConfiguration(
            home: try Home(environment: environment), prefix: Surroundings.prefix, environment: environment)
        configuration.port = invocation.port
        configuration.sources = invocation.sources
        configuration.isolation = invocation.isolation
        configuration.showsDemo = invocation.showsDemo
        return configuration
    }
}

extension DaemonReport {
    /// What a person reads after a start: the address first.
    var text: String {
        var lines = ["Plugwalk is at \(url)"]
        for source in sources { lines.append("  \(source.name): \(source.state)" + (source.message.map { " – \($0)" } ?? "")) }
        return lines.joined(separator: "\n") + "\n"
    }
}
