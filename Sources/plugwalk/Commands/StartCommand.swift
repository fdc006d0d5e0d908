import Glibc
import PlugwalkHost

/// `plugwalk`: starts the daemon in the background and returns when its API answers.
struct StartCommand {
    /// How long a daemon that does not answer is waited for, in seconds. The environment shortens it for tests.
    private static let patienceVariable = "PLUGWALK_START_PATIENCE"
    private static let patienceSeconds: UInt8 = 30

    private let arguments: Arguments
    private let options: StartOptions
    private let home: Home
    private let patience: Duration

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        let environment = Surroundings.environment
        options = try StartOptions(arguments, environment: environment)
        home = try Surroundings.home()
        patience = .seconds(environment[Self.patienceVariable].flatMap { UInt8($0) } ?? Self.patienceSeconds)
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
    ///
    /// - Throws: `UsageError` when it stays silent.
    private func isFree() throws -> Bool {
        let deadline = ContinuousClock.now + patience
        while true {
            guard let running = try RunningDaemon(home) else { return true }
            let left = deadline - .now
            guard left > .zero else {
                throw UsageError("\(running.silence). If it does not come back: \(running.lastResort), and start again")
            }
            if running.client.get("/status", patienceSeconds: Int(min(5, left.components.seconds + 1))) != nil { return false }
            usleep(50_000)
        }
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
        do throws(UsageError) { try show(page) } catch { Terminal.remark("\(error). The page is at \(page)") }
        return .success
    }

    /// Opens the page, a login link by way of a file that only its owner can read.
    private func show(_ page: String) throws(UsageError) {
        let address = page.contains("/login?") ? try RedirectPage(home: home).make(to: page) : page
        guard Browser(environment: Surroundings.environment).open(address) else {
            throw UsageError("No browser can be started here ($BROWSER, or xdg-open with a display)")
        }
    }

    /// What was given, for `serve`; what was not is config.json's.
    private var daemonArguments: [String] {
        let passed = arguments.options.filter { ![.open, .json, .token].contains($0.entry.name) }
        return passed.flatMap { [$0.entry.spelling] + ($0.entry.argument == nil ? [] : [$0.value]) }
    }
}
