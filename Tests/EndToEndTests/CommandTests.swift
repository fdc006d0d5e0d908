import Foundation
import Glibc
import Synchronization
import Testing

/// The command's contract: exit codes, messages, second starts.
@Suite(.serialized)
struct CommandTests {
    @Test(arguments: [
        (["--port", "x"], "plugwalk: --port is \"x\", expected a number from 0 to 65535"),
        (["--port"], "plugwalk: --port needs an argument: --port NUMBER"),
        (["--port", "70000"], "plugwalk: --port is \"70000\", expected a number from 0 to 65535"),
        (["--bogus"], "plugwalk: --bogus is no option of plugwalk, or takes no argument; see plugwalk --help"),
        (["--stop=1"], "plugwalk: --stop=1 is no option of plugwalk, or takes no argument; see plugwalk --help"),
        (["run"], "plugwalk: there is no command \"run\", only: serve. Options begin with two dashes; see plugwalk --help"),
        (["--status", "--stop"], "plugwalk: --status and --stop exclude each other: give one of them"),
        (["--isolation", "thread"], "plugwalk: --isolation is \"thread\", expected worker or in-process"),
        (["--source", "ab=b"], "plugwalk: --source: ab: \"b\" has no colon, expected KEY:VALUE"),
        (["--source", "nobody"], "plugwalk: --source: there is no adapter \"nobody\"; there are: opencode-jsonl"),
        (
            ["--source", "opencode-jsonl=pth:/tmp"],
            "plugwalk: --source opencode-jsonl: it has no key \"pth\", only: follow, id, path"
        ),
    ])
    func `a wrong argument ends with 2 and says what is right`(arguments: [String], complaint: String) throws {
        let daemon = try DaemonUnderTest()
        let run = try daemon.command(arguments + (arguments.contains("--port") ? [] : ["--port", "0"]))
        #expect(run.code == 2)
        #expect(run.complaint == complaint + "\n")
        #expect(run.output.isEmpty)
        #expect(try daemon.command(["--status"]).output == "Plugwalk does not run. Start it with: plugwalk\n")
    }

    @Test func `a start returns when the API answers, a second one says where, and stop ends it`() throws {
        let daemon = try DaemonUnderTest()
        let first = try daemon.start()
        #expect(first.code == 0)
        #expect(first.output.hasPrefix("Plugwalk is at http://127.0.0.1:"))
        #expect(first.output.contains("opencode-sse: missing – this installation has no adapter of that name"))
        #expect(try daemon.get("/api/v1/health")["status"] as? String == "ok")
        let second = try daemon.command(["--port", "0"])
        #expect(second.code == 0)
        #expect(second.output == "Plugwalk runs already at \(daemon.url)\n")
        let status = try daemon.command(["--status"])
        #expect(status.code == 0)
        #expect(status.output.contains(daemon.url))
        #expect(try daemon.command(["--stop"]).output == "Plugwalk has stopped.\n")
        #expect(try daemon.command(["--stop"]).output == "Plugwalk does not run.\n")
        #expect(throws: (any Error).self) { try daemon.get("/api/v1/health") }
    }

    @Test func `a port that is taken ends with 4`() throws {
        let one = try DaemonUnderTest()
        try one.start()
        let port = one.url.split(separator: ":").last!.prefix { $0.isNumber }
        let two = try DaemonUnderTest()
        let run = try two.command(["--port", String(port)])
        #expect(run.code == 4)
        #expect(
            run.complaint
                == "plugwalk: cannot listen on 127.0.0.1:\(port): another process is listening there: stop it, or choose another port with --port\n"
        )
        #expect(try two.command(["--status"]).output.hasPrefix("Plugwalk does not run."))
    }

    @Test func `a state folder that cannot be made ends with 2`() throws {
        let daemon = try DaemonUnderTest()
        let none = try CommandRun(["--port", "0"], environment: [:])
        #expect(none.code == 2)
        #expect(none.complaint == "plugwalk: there is no home folder: set HOME, or PLUGWALK_HOME to a folder of your own\n")
        let file = daemon.scratch.url.appending(path: "file")
        try Data().write(to: file)
        let blocked = try CommandRun(["--port", "0"], environment: ["PLUGWALK_HOME": file.appending(path: "state").path])
        #expect(blocked.code == 2)
        #expect(blocked.complaint.contains("cannot make the folder \(file.path)"))
    }

    @Test func `a lock that a dead daemon left is none`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        daemon.kill()
        #expect(try daemon.command(["--status"]).output.hasPrefix("Plugwalk does not run."))
        #expect(try daemon.start().code == 0)
        #expect(try daemon.get("/api/v1/health")["status"] as? String == "ok")
    }

    @Test func `a signal stops the foreground daemon in order`() throws {
        let daemon = try DaemonUnderTest()
        let process = Process()
        process.executableURL = URL(filePath: Installation.command)
        process.arguments = ["serve", "--port", "0", "--isolation", Installation.isolation]
        process.environment = ["PLUGWALK_HOME": daemon.home.path, "HOME": daemon.scratch.url.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(eventually { daemon.pid == process.processIdentifier })
        Glibc.kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: daemon.home.appending(path: "run/daemon.json").path))
    }

    @Test func `of ten starts at once one runs and the others say where`() throws {
        let daemon = try DaemonUnderTest()
        let environment = ["PLUGWALK_HOME": daemon.home.path, "HOME": daemon.scratch.url.path]
        let runs = Mutex([CommandRun]())
        DispatchQueue.concurrentPerform(iterations: 10) { _ in
            let run = try? CommandRun(["--port", "0", "--isolation", Installation.isolation], environment: environment)
            if let run { runs.withLock { $0.append(run) } }
        }
        let all = runs.withLock { $0 }
        #expect(all.map(\.code) == Array(repeating: 0, count: 10))
        #expect(all.count { $0.output.hasPrefix("Plugwalk is at ") } == 1)
        #expect(all.count { $0.output.hasPrefix("Plugwalk runs already at http://") } == 9)
    }

    @Test func `help and version go to standard output`() throws {
        let help = try CommandRun(["--help"], environment: [:])
        #expect(help.code == 0)
        #expect(help.output.hasPrefix("plugwalk shows what your coding agents do"))
        #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(try CommandRun(["--version"], environment: [:]).output.hasPrefix("plugwalk "))
    }
}
