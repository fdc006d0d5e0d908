import Glibc
import PlugwalkHost

/// `plugwalk`: starts the daemon in the background and returns when its API answers.
struct StartCommand {
    private let arguments: Arguments
    private let options: StartOptions
    private let home: Home

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        options = try StartOptions(arguments, environment: Surroundings.environment)
        home = try Surroundings.home()
    }

    func run() throws -> ExitCode {
        try home.prepare()
        guard try isFree() else { return alreadyRunning() }
        let daemon = BackgroundDaemon(home: home, arguments: daemonArguments, token: options.token)
        switch try daemon.start() {
        case .ready(let report): return succeed(report)
        // Another start was quicker.
        case .failed(.usage, _) where try DaemonLock.take(home) == nil: return alreadyRunning()
        case .failed(let code, let words): return Terminal.complain(words, code)
        case nil: return Terminal.complain("the daemon ended before it was ready; \(home.daemonLog) says why", .adapter)
        }
    }

    /// Whether no daemon runs. One that holds the lock and does not answer is starting or stopping: it is waited for.
    private func isFree() throws -> Bool {
        for _ in 0..<600 {
            guard let running = try RunningDaemon(home) else { return true }
            if running.client.get("/status") != nil { return false }
            usleep(50_000)
        }
        return false
    }

    /// Says where the daemon is that runs already.
    func alreadyRunning() -> ExitCode {
        // It may still be starting: its record comes last.
        for _ in 0..<200 where DaemonRecord(home) == nil { usleep(25_000) }
        guard let record = DaemonRecord(home) else {
            return Terminal.complain("a daemon runs already and has no address yet; plugwalk --status says more", .usage)
        }
        if arguments.options.contains(where: { Self.isKept($0.entry.name) }) {
            Terminal.remark("It keeps what it was started with; to change that: plugwalk --stop, then start again.")
        }
        return succeed(StartReport(url: record.url, pid: Int64(record.pid), isAlreadyRunning: true))
    }

    /// Whether an option has no effect on a daemon that runs.
    private static func isKept(_ name: OptionName) -> Bool {
        [.source, .demo, .dev, .isolation, .bind, .token].contains(name)
    }

    private func succeed(_ report: StartReport) -> ExitCode {
        if arguments.printsJSON { Terminal.printRaw(report.json) } else { Terminal.print(report.text) }
        guard arguments.has(.open) else { return .success }
        // A start's own address is a link already.
        let page = report.isAlreadyRunning ? (try? RunningDaemon(home))?.link ?? report.url : report.url
        if !Browser(environment: Surroundings.environment).open(page) {
            Terminal.remark("No browser can be started here ($BROWSER, or xdg-open with a display). The page is at \(page)")
        }
        return .success
    }

    /// What was given, for `serve`; what was not is config.json's.
    private var daemonArguments: [String] {
        let passed = arguments.options.filter { ![.open, .json, .token].contains($0.entry.name) }
        return passed.flatMap { [$0.entry.spelling] + ($0.entry.argument == nil ? [] : [$0.value]) }
    }
}
