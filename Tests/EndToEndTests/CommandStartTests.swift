import Foundation
import Glibc
import Testing

/// Starts that cannot work, in the foreground and in the background: exit code, message, nothing left running.
@Suite(.serialized)
struct CommandStartTests {
    /// What stands in the way.
    enum Obstacle: String, CaseIterable, CustomTestStringConvertible {
        case portTaken, unknownAdapter, unknownKey, truncatedFile, badTable, missingSymbol, brokenSettings, strangeSettings, noHome,
            homeInFile
        case readOnlyHome, settingsBindElsewhere

        var testDescription: String { rawValue }
    }

    static let ways: [[String]] = [[], ["serve"]]

    @Test(arguments: Obstacle.allCases, ways)
    func `an obstacle is told with its exit code`(obstacle: Obstacle, way: [String]) throws {
        // Root may write everywhere.
        if obstacle == .readOnlyHome && geteuid() == 0 { return }
        let daemon = try DaemonUnderTest()
        let trial = try Trial(obstacle, daemon)
        let run = try CommandRun(
            way + ["--isolation", Installation.isolation] + trial.arguments, environment: trial.environment ?? daemon.environment)
        #expect(run.code == trial.code)
        #expect(run.complaint.contains("plugwalk: \(trial.complaint)"), "\(run.complaint)")
        #expect(run.output.isEmpty)
        if trial.environment == nil { #expect(try daemon.command(["--status"]).output.hasPrefix("Plugwalk does not run.")) }
    }

    private struct Trial {
        var arguments = ["--port", "0"]
        var environment: [String: String]?
        var code: Int32 = 2
        var complaint = ""
        /// Runs on the port that is taken.
        var other: DaemonUnderTest?

        init(_ obstacle: Obstacle, _ daemon: DaemonUnderTest) throws {
            switch obstacle {
            case .portTaken: try takePort()
            case .unknownAdapter:
                arguments += ["--source", "nobody"]
                complaint = "--source: there is no adapter \"nobody\"; there are: opencode-jsonl"
            case .unknownKey:
                arguments += ["--source", "opencode-jsonl=pth:/tmp"]
                complaint = "opencode-jsonl: it has no key \"pth\", only: follow, id, path"
            case .truncatedFile, .badTable, .missingSymbol: try dropAdapter(obstacle, daemon)
            case .brokenSettings:
                let path = try settings("{\"port\": 1,", daemon)
                complaint = "\(path): it is no valid JSON: "
            case .strangeSettings:
                let path = try settings("{\"prot\": 1}", daemon)
                complaint =
                    "\(path): there is no \"prot\", only: adapters, bind, checkpoint_flush_ms, hosts, isolation, port"
            case .settingsBindElsewhere:
                _ = try settings("{\"bind\": \"0.0.0.0\"}", daemon)
                complaint =
                    "others could reach 0.0.0.0, so a token is needed: set PLUGWALK_TOKEN or give --token, or leave out --bind to stay on this machine"
            case .noHome:
                environment = [:]
                complaint = "there is no home folder: set HOME, or PLUGWALK_HOME to a folder of your own"
            case .homeInFile:
                let file = daemon.scratch.url.appending(path: "file")
                try Data().write(to: file)
                environment = ["PLUGWALK_HOME": file.path + "/state"]
                complaint = "cannot make the folder \(file.path)/state: Not a directory. Set PLUGWALK_HOME to a folder that you own"
            case .readOnlyHome:
                let folder = try daemon.scratch.folder("locked")
                try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
                environment = ["PLUGWALK_HOME": folder.path + "/state"]
                complaint =
                    "cannot make the folder \(folder.path)/state: Permission denied. Set PLUGWALK_HOME to a folder that you own"
            }
        }

        private mutating func takePort() throws {
            let other = try DaemonUnderTest()
            try other.start()
            let port = other.url.split(separator: ":").last!.prefix { $0.isNumber }
            self.other = other
            arguments = ["--port", String(port)]
            code = 4
            complaint =
                "cannot listen on 127.0.0.1:\(port): another process is listening there: stop it, or choose another port with --port"
        }

        private mutating func dropAdapter(_ obstacle: Obstacle, _ daemon: DaemonUnderTest) throws {
            arguments += ["--source", "broken"]
            code = 3
            switch obstacle {
            case .truncatedFile:
                let file = try BrokenAdapter.drop("broken", changes: [], into: daemon)
                try Data(contentsOf: file).prefix(3000).write(to: file)
                complaint = "the adapter broken cannot be used: "
            case .badTable:
                _ = try BrokenAdapter.drop("broken", changes: [("      .run = run,\n", "")], into: daemon)
                complaint =
                    "the adapter broken did not start: loading ended with PW_E_INVALID: pw_adapter.run is NULL, it is required"
            default:
                _ = try BrokenAdapter.drop(
                    "broken",
                    changes: [
                        ("static void destroy(", "void nowhere(void);\nstatic void destroy("),
                        ("{ free(self); }", "{ nowhere(); }"),
                    ],
                    into: daemon)
                complaint = "the adapter broken did not start: loading ended with PW_E_INVALID: cannot be loaded: "
            }
        }

        private func settings(_ text: String, _ daemon: DaemonUnderTest) throws -> String {
            try FileManager.default.createDirectory(
                at: daemon.home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file = daemon.home.appending(path: "config.json")
            try Data(text.utf8).write(to: file)
            return file.path
        }
    }

    @Test func `a second start in the foreground says where the first is`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        let second = try daemon.command(["serve", "--port", "0", "--demo"])
        #expect(second.code == 0)
        #expect(second.output == "Plugwalk runs already at \(daemon.url)\n")
        #expect(second.complaint == "It keeps what it was started with; to change that: plugwalk --stop, then start again.\n")
    }

    @Test func `a start tells programs the address, the process and the sources`() throws {
        let daemon = try DaemonUnderTest()
        let start = try daemon.command(["--port", "0", "--json", "--source", "opencode-jsonl=path:\(daemon.scratch.url.path)/none"])
        let report = try JSONSerialization.jsonObject(with: Data(start.output.utf8)) as? [String: Any] ?? [:]
        #expect(text(report["url"]).hasPrefix("http://127.0.0.1:"))
        #expect(report["pid"] as? Int == Int(daemon.pid))
        #expect(report["already_running"] as? Bool == false)
        #expect((report["sources"] as? [[String: Any]])?.count == 1)
        let second = try daemon.command(["--json"])
        #expect(second.output.contains("\"already_running\":true"))
    }

    @Test func `a source that waits for its folder is told so instead of running`() throws {
        let daemon = try DaemonUnderTest()
        let path = daemon.scratch.url.path + "/none"
        let start = try daemon.start(["--source", "opencode-jsonl=path:\(path)"])
        #expect(start.code == 0)
        #expect(!start.output.contains("running"))
        #expect(start.output.contains(path))
    }

    @Test(arguments: [true, false])
    func `the token reaches the daemon unseen, and lets in who shows it`(isOption: Bool) throws {
        let daemon = try DaemonUnderTest()
        let token = "a-token-nobody-guesses"
        let start =
            isOption
            ? try daemon.start(["--bind", "0.0.0.0", "--token", token])
            : try daemon.start(["--bind", "0.0.0.0"], environment: ["PLUGWALK_TOKEN": token])
        try #require(start.code == 0, "\(start.complaint)")
        #expect(start.output.contains("/login?key="))
        let line = try String(contentsOfFile: "/proc/\(daemon.pid)/cmdline", encoding: .utf8)
        #expect(line.contains("serve"))
        #expect(!line.contains(token))
        let log = try String(contentsOf: daemon.home.appending(path: "logs/daemon.log"), encoding: .utf8)
        #expect(!log.contains(token))
        let record = try String(contentsOf: daemon.home.appending(path: "run/daemon.json"), encoding: .utf8)
        #expect(!record.contains(token) && !record.contains("key="))
        #expect(try HTTPAnswer.get("/api/v1/health", from: daemon.url).status == 401)
        #expect(try HTTPAnswer.get("/api/v1/health", from: daemon.url, headers: ["Authorization: Bearer \(token)"]).status == 200)
    }

    @Test(.enabled(if: Installation.isolation == "worker"))
    func `a signal ends a start that is still waiting for an adapter`() throws {
        let daemon = try DaemonUnderTest()
        _ = try BrokenAdapter.drop(
            "sleeper",
            changes: [("  counter *made = malloc(sizeof *made);", "  for (;;) {}\n  counter *made = malloc(sizeof *made);")],
            into: daemon)
        let process = Process()
        process.executableURL = URL(filePath: Installation.command)
        process.arguments = ["serve", "--port", "0", "--source", "sleeper"]
        process.environment = daemon.environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(eventually { FileManager.default.fileExists(atPath: daemon.home.appending(path: "run/control.sock").path) })
        Glibc.kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        // It did what it was asked to; a start that fails by itself would end with 3.
        #expect(process.terminationStatus == 0)
    }
}
