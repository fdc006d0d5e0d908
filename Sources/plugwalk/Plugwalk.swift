import Glibc
import PlugwalkHost

/// The command: reads its arguments and does one thing.
enum Plugwalk {
    static func run(arguments: [String]) -> ExitCode {
        // A reader of our output that goes away is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        do {
            let invocation = try Invocation(arguments: arguments)
            switch invocation.action {
            case .help: return Terminal.print(OptionTable.help)
            case .version: return Terminal.print("plugwalk \(plugwalkVersion)\n")
            case .start: return try StartCommand(invocation).run()
            case .serve: return try ServeCommand(invocation).run()
            case .status: return try StatusCommand(invocation).run()
            case .stop: return try StopCommand().run()
            }
        } catch let error as UsageError {
            return Terminal.complain("\(error)", .usage)
        } catch let error as DaemonFailure {
            return Terminal.complain(error.message, ExitCode(error))
        } catch {
            return Terminal.complain("\(error)", .usage)
        }
    }
}

extension ExitCode {
    init(_ failure: DaemonFailure) {
        switch failure {
        case .configuration, .alreadyRunning: self = .usage
        case .adapter: self = .adapter
        case .port: self = .port
        }
    }
}

/// Data goes to standard output, remarks to standard error.
enum Terminal {
    @discardableResult
    static func print(_ text: String) -> ExitCode {
        write(text, to: STDOUT_FILENO)
        return .success
    }

    static func remark(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    static func complain(_ words: String, _ code: ExitCode) -> ExitCode {
        // Words of others may stand in them: no escape sequence of theirs reaches the terminal.
        let safe = String.UnicodeScalarView(words.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        remark("plugwalk: \(String(safe))")
        return code
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
