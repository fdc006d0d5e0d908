import CLinux
import Glibc
import PlugwalkHost
import StrictJSON

/// `plugwalk tail`: events as they come, one line each, until Ctrl-C.
struct TailCommand {
    private let home: Home
    private let client: ControlClient
    private let arguments: Arguments
    private let interrupts: Int32
    private var output: TailOutput
    /// The place in the stream: after this event.
    private var lastID: String?
    private var after: String?

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        home = try Surroundings.home()
        guard let daemon = try RunningDaemon(home) else { throw UsageError("no daemon runs. Start it with: plugwalk") }
        client = daemon.client
        let wanted = [SIGINT, SIGTERM]
        interrupts = linux_signals_create(wanted, Int32(wanted.count))
        output = TailOutput(asJSON: arguments.printsJSON, environment: Surroundings.environment)
        after = arguments.value(.since) ?? watermark
    }

    mutating func run() throws -> ExitCode {
        var pauseMs: Int32 = 0
        while true {
            switch follow() {
            case .ended: return .success
            case .refused(let words): return Terminal.complain(words, .usage)
            case .lost(let wasConnected):
                if wasConnected { pauseMs = 0 }
                if pauseMs == 0 { Terminal.remark("plugwalk: the daemon went away; waiting for it") }
                pauseMs = min(2000, max(250, pauseMs * 2))
                if isInterrupted(within: pauseMs) { return .success }
            }
        }
    }

    /// How a connection ended.
    private enum Ending {
        case ended
        case lost(wasConnected: Bool)
        case refused(String)
    }

    private mutating func follow() -> Ending {
        guard var connection = EventStreamConnection(home, target, lastID: lastID, interrupts: interrupts) else {
            return .lost(wasConnected: false)
        }
        var wasConnected = false
        while true {
            switch connection.next() {
            case .messages(let messages):
                wasConnected = wasConnected || !messages.isEmpty
                guard take(messages) else { return .ended }
            case .ended: return .ended
            case .lost: return .lost(wasConnected: wasConnected)
            case .refused(let words): return .refused(words)
            }
        }
    }

    /// - Returns: False when nobody reads the output any more.
    private mutating func take(_ messages: [EventStreamDecoder.Message]) -> Bool {
        let isRead = output.print(messages)
        if let id = messages.last(where: { $0.id != nil })?.id { lastID = id }
        return isRead
    }

    private func isInterrupted(within milliseconds: Int32) -> Bool {
        var watched = [
            pollfd(fd: interrupts, events: Int16(POLLIN), revents: 0), pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        ]
        return poll(&watched, 2, milliseconds) > 0
    }

    private var target: String {
        var query = filters
        query.add("after", after)
        return "/api/v1/events/stream" + query.text
    }

    private var filters: Query {
        var query = Query()
        for (option, parameter) in Self.parameters { query.add(parameter, arguments.value(option)) }
        return query
    }

    /// The API's names of the filters.
    private static let parameters: [(OptionName, String)] = [
        (.agent, "agent"), (.severity, "severity"), (.status, "status"), (.type, "type"), (.run, "run_id"),
        (.session, "session_id"),
        (.source, "source"), (.dataset, "dataset"),
    ]

    /// The newest event now, so that nothing is missed when the connection is lost before its first message.
    private var watermark: String? {
        var query = Query()
        query.add("limit", "1")
        query.add("dataset", arguments.value(.dataset))
        return client.get("/api/v1/runs" + query.text)?.document { $0["watermark"]?.int }.flatMap { $0.map { "\($0)" } }
    }
}
