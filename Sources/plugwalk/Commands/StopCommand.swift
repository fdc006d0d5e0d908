import Glibc
import PlugwalkHost

/// `plugwalk --stop`: asks the daemon to stop and waits until it has ended.
struct StopCommand {
    private static let patienceSeconds = 60
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func run() throws -> ExitCode {
        let home = try Surroundings.home()
        guard let daemon = try RunningDaemon(home) else { return tell(wasRunning: false) }
        guard daemon.client.send("POST", "/stop", body: "{}") != nil else { return Terminal.complain(daemon.silence, .usage) }
        for _ in 0..<Self.patienceSeconds * 20 {
            if try RunningDaemon(home) == nil { return tell(wasRunning: true) }
            usleep(50_000)
        }
        return Terminal.complain("the daemon was asked to stop and still runs; \(home.daemonLog) says what it does", .usage)
    }

    private func tell(wasRunning: Bool) -> ExitCode {
        guard arguments.printsJSON else {
            return Terminal.print(wasRunning ? "Plugwalk has stopped.\n" : "Plugwalk does not run.\n")
        }
        Terminal.printRaw(
            JSONLine.object { json in
                json.member("running", flag: false)
                json.member("was_running", flag: wasRunning)
            })
        return .success
    }
}
