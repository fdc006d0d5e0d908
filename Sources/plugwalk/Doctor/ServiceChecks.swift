import Glibc
import PlugwalkHost

/// Looks at the daemon, its port, and what it is started with.
struct ServiceChecks {
    let installation: Installation
    let environment: [String: String]

    var findings: [Finding] {
        let daemon = try? RunningDaemon(installation.home)
        return [self.daemon(daemon)] + (daemon == nil ? [port] : []) + [worker, limits, browser]
    }

    private func daemon(_ running: RunningDaemon?) -> Finding {
        guard let running else { return Finding("daemon", .ok, "does not run", remedy: "plugwalk") }
        guard running.client.get("/status") != nil else {
            return Finding("daemon", .warn, running.silence, remedy: "plugwalk --stop, or \(running.lastResort)")
        }
        return Finding("daemon", .ok, DaemonRecord(installation.home).map { "runs at \($0.url), process \($0.pid)" } ?? "runs")
    }

    private var port: Finding {
        let settings = (try? SettingsFile(installation.home).read()) ?? Settings()
        let number = settings.port ?? DaemonConfiguration.defaultPort
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var one: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        if code == 0 { return Finding("port", .ok, "\(number) is free") }
        return Finding(
            "port", .warn, "\(number): \(String(cString: strerror(errno)))", remedy: "plugwalk --port 0, or \"port\" in config.json"
        )
    }

    private var worker: Finding {
        let program = installation.configuration.workerProgram
        guard access(program, X_OK) == 0 else {
            return Finding(
                "worker", .broken, "\(program): \(String(cString: strerror(errno)))", remedy: "install Plugwalk as a whole again")
        }
        return Finding("worker", .ok, program)
    }

    /// The server takes 1,024 connections, beside files and workers.
    private var limits: Finding {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_max < 4096 else { return Finding("limits", .ok, "enough open files") }
        return Finding("limits", .warn, "at most \(limit.rlim_max) open files, 4096 are wanted", remedy: "ulimit -Hn 4096, as root")
    }

    private var browser: Finding {
        let words = Browser(environment: environment).command(for: "")
        if let program = words?.first { return Finding("browser", .ok, program) }
        return Finding(
            "browser", .missing, "nothing for --open here: no $BROWSER, no xdg-open with a display",
            remedy: "open the printed address yourself, or export BROWSER=PROGRAM")
    }
}
