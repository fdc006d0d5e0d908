import Foundation
import Glibc
import Testing

/// What the command says of a daemon that does not answer, or only in part.
@Suite(.serialized)
struct SilentDaemonTests {
    @Test func `a start waits for a daemon that does not answer, but not for ever, and says what to do`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        let pid = daemon.pid
        try #require(pid > 0)
        Glibc.kill(pid, SIGSTOP)
        defer { Glibc.kill(pid, SIGCONT) }
        // Its threads run on until one of them has taken the signal.
        try #require(try eventually { try Self.isStopped(pid) })
        let began = ContinuousClock.now
        let second = try daemon.command([], environment: ["PLUGWALK_START_PATIENCE": "1"])
        #expect(ContinuousClock.now - began < .seconds(20))
        #expect(second.code == 2)
        let socket = daemon.home.appending(path: "run/control.sock").path
        let silence = "plugwalk: the daemon runs and does not answer on \(socket); its process is \(pid), and "
        #expect(second.complaint.hasPrefix(silence), "\(second.complaint)")
        #expect(second.complaint.hasSuffix(". If it does not come back: kill -KILL \(pid), and start again\n"))
        #expect(second.output.isEmpty)
    }

    @Test func `a start goes on when the daemon answers at last`() throws {
        let daemon = try DaemonUnderTest()
        let scripted = try ScriptedDaemon(daemon.home, answers: [:])
        DispatchQueue.global().async {
            _ = eventually { scripted.asked.count > 1 }
            scripted.answer("/status", "{}")
        }
        let record = #"{"pid":1,"url":"http://127.0.0.1:1/","version":"1","started_at":"2026-01-01T00:00:00Z"}"#
        try Data(record.utf8).write(to: daemon.home.appending(path: "run/daemon.json"))
        #expect(try daemon.command([]).output == "Plugwalk runs already at http://127.0.0.1:1/\n")
        #expect(scripted.asked.count > 1)
    }

    @Test func `status tells what it was not told`() throws {
        let daemon = try DaemonUnderTest()
        let scripted = try ScriptedDaemon(daemon.home, answers: ["/status": #"{"status":"ok","version":"1","uptime_ms":1}"#])
        let silent = try daemon.command(["--status"])
        #expect(silent.code == 0)
        #expect(silent.output.contains("\n  Whether config.json is used as it is: (not answered in time)\n"))
        #expect(silent.output.contains("\nNot in this installation: (not answered in time)\n"))
        #expect(try daemon.command(["--status", "--json"]).output.contains(#""unanswered":["problem","missing"]"#))
        scripted.answer("/api/v1/settings", "{}")
        scripted.answer("/api/v1/adapters", #"{"items":[{"name":"gone","state":"missing"}]}"#)
        let told = try daemon.command(["--status"])
        #expect(!told.output.contains("not answered"))
        #expect(told.output.hasSuffix("\nNot in this installation: gone\n"))
        #expect(try daemon.command(["--status", "--json"]).output.contains(#""unanswered":[]"#))
    }

    private static func isStopped(_ pid: pid_t) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task").allSatisfy { thread in
            try String(contentsOfFile: "/proc/\(pid)/task/\(thread)/stat", encoding: .utf8).contains(") T ")
        }
    }
}
