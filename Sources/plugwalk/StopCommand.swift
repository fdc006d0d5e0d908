import Glibc
import PlugwalkHost

/// `plugwalk --stop`: asks the daemon to stop and waits until it has ended.
struct StopCommand {
    private static let patienceSeconds = 60

    func run() throws -> ExitCode {
        let home = try Surroundings.home()
        guard access(home.lock, F_OK) == 0, try DaemonLock.take(home) == nil else {
            return Terminal.print("Plugwalk does not run.\n")
        }
        guard ControlClient(home: home).send("POST", "/stop") != nil else {
            return Terminal.complain(
                "the daemon does not answer on \(home.controlSocket); its process is \(DaemonRecord(home).map { "\($0.pid)" } ?? "unknown")",
                .usage)
        }
        for _ in 0..<Self.patienceSeconds * 20 {
            if try DaemonLock.take(home) != nil { return Terminal.print("Plugwalk has stopped.\n") }
            usleep(50_000)
        }
        return Terminal.complain("the daemon was asked to stop and still runs; \(home.daemonLog) says what it does", .usage)
    }
}
