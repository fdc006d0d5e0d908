import Glibc
import PlugwalkHost

/// The command: reads its arguments and does one thing.
enum Plugwalk {
    static func run(arguments: [String]) -> ExitCode {
        // A reader of our output that goes away is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        // For the width of characters on the terminal; every Debian has it.
        setlocale(LC_CTYPE, "C.UTF-8")
        do {
            return try run(Arguments(parsing: Array(arguments.dropFirst())))
        } catch let error as UsageError {
            return Terminal.complain("\(error)", .usage)
        } catch let error as DaemonFailure {
            return Terminal.complain(error.message, ExitCode(error))
        } catch {
            return Terminal.complain("\(error)", .usage)
        }
    }

    private static func run(_ arguments: Arguments) throws -> ExitCode {
        if arguments.has(.help) { return Terminal.print(HelpText(arguments.command).text) }
        if arguments.has(.version) { return Terminal.print("plugwalk \(plugwalkVersion)\n") }
        return switch arguments.command.action {
        case .start: try StartCommand(arguments).run()
        case .serve: try ServeCommand(arguments).run()
        case .status: try StatusCommand(arguments).run()
        case .stop: try StopCommand(arguments).run()
        case .listAdapters: try ListAdaptersCommand(arguments).run()
        case .enableAdapter, .disableAdapter, .startAdapter, .stopAdapter: try ChangeAdapterCommand(arguments).run()
        case .checkAdapter: try CheckAdapterCommand(arguments).run()
        case .doctor: DoctorCommand(arguments).run()
        case .tail: try tail(arguments)
        case .documentation: try DocumentationCommand(arguments).run()
        }
    }

    private static func tail(_ arguments: Arguments) throws -> ExitCode {
        var command = try TailCommand(arguments)
        return try command.run()
    }
}

extension ExitCode {
    init(_ failure: DaemonFailure) {
        switch failure {
        case .configuration, .alreadyRunning, .interrupted: self = .usage
        case .adapter: self = .adapter
        case .port: self = .port
        }
    }
}
