import Foundation
import Glibc
import Synchronization
import Testing

/// The command's contract: exit codes, messages, second starts.
@Suite(.serialized)
struct CommandTests {
    @Test func `a start returns when the API answers, a second one says where, and stop ends it`() throws {
        let daemon = try DaemonUnderTest()
        let first = try daemon.start()
        #expect(first.code == 0)
        #expect(first.output.hasPrefix("Plugwalk is at http://127.0.0.1:"))
        #expect(first.output.contains("\nNot in this installation: opencode-sse"))
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

    @Test func `a lock that a dead daemon left is none`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        daemon.kill()
        // The last of its threads takes the lock along.
        #expect(try eventually { try daemon.command(["--status"]).output.hasPrefix("Plugwalk does not run.") })
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
}
