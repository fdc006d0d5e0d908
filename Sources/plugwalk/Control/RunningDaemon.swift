import Glibc
import PlugwalkHost
import StrictJSON

/// The daemon of a state folder, seen from outside.
struct RunningDaemon {
    let home: Home
    let client: ControlClient

    /// - Returns: Nil when none runs. The lock says so, not what a killed daemon left behind.
    init?(_ home: Home) throws(HomeError) {
        guard access(home.lock, F_OK) == 0, try DaemonLock.take(home) == nil else { return nil }
        self.home = home
        client = ControlClient(home: home)
    }

    static let absent = "Plugwalk does not run. Start it with: plugwalk"

    /// Its address, as a link for a browser: with a token it is good for one time.
    var link: String? {
        let login = client.send("POST", "/login-link", body: "{}").flatMap { $0.status == 200 ? $0 : nil }
        return login?.document { $0["url"]?.string }.flatMap(\.self) ?? DaemonRecord(home)?.url
    }

    /// Why nothing can be asked of it, in words.
    var silence: String {
        let process = DaemonRecord(home).map { "its process is \($0.pid)" } ?? "it may be starting or stopping"
        return "the daemon runs and does not answer on \(home.controlSocket); \(process), and \(home.daemonLog) says what it does"
    }

    /// What ends one that does not answer.
    var lastResort: String { DaemonRecord(home).map { "kill -KILL \($0.pid)" } ?? "kill -KILL its process" }
}
