import Foundation
import Glibc
import Testing

/// `plugwalk tail` on a real daemon.
@Suite(.serialized)
struct CommandTailTests {
    /// A `tail` that runs.
    private final class Tail {
        let process = Process()
        private let output = Pipe(), complaint = Pipe()
        private let text = Collected(), remarks = Collected()

        init(_ daemon: DaemonUnderTest, _ arguments: [String], environment: [String: String] = [:]) throws {
            process.executableURL = URL(filePath: Installation.command)
            process.arguments = ["tail"] + arguments
            process.environment = daemon.environment.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = complaint
            text.collect(output)
            remarks.collect(complaint)
            try process.run()
        }

        deinit { if process.isRunning { process.terminate() } }

        /// Without one that is still on its way.
        var lines: [Substring] {
            let text = text.value
            return text.lastIndex(of: "\n").map { text[..<$0].split(separator: "\n") } ?? []
        }
        var remark: String { remarks.value }

        func end(_ signal: Int32) -> Int32 {
            Glibc.kill(process.processIdentifier, signal)
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : -1
        }
    }

    /// What came out of a pipe so far.
    private final class Collected: @unchecked Sendable {
        // @unchecked because the lock guards the only member that changes.
        private let lock = NSLock()
        private var bytes = Data()

        var value: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

        func collect(_ pipe: Pipe) {
            pipe.fileHandleForReading.readabilityHandler = { [self] handle in
                let data = handle.availableData
                if data.isEmpty { handle.readabilityHandler = nil }
                lock.withLock { bytes += data }
            }
        }
    }

    private func start(_ more: [String] = ["--demo"]) throws -> DaemonUnderTest {
        let daemon = try DaemonUnderTest()
        let run = try daemon.start(more)
        try #require(run.code == 0, "\(run.complaint)")
        return daemon
    }

    @Test func `what is stored comes first, and Ctrl-C ends it in order`() throws {
        let daemon = try start()
        let tail = try Tail(daemon, ["--dataset", "demo", "--since", "0", "--status", "failed"])
        let wanted = try daemon.rows("SELECT count(*) FROM events WHERE status = 'failed'", in: "replays/demo.db")
        try #require(wanted != ["0"])
        #expect(eventually { tail.lines.count >= Int(wanted[0])! })
        #expect(tail.lines.allSatisfy { $0.contains("  failed     ") })
        #expect(tail.lines.allSatisfy { $0.first == "2" })
        #expect(tail.end(SIGINT) == 0)
        #expect(tail.remark.isEmpty)
    }

    @Test func `for programs each line is one event, and only those that were asked for`() throws {
        let daemon = try start()
        let tail = try Tail(daemon, ["--dataset", "demo", "--since", "0", "--type", "session", "--json"])
        #expect(eventually { tail.lines.count > 20 })
        #expect(tail.end(SIGTERM) == 0)
        for line in tail.lines {
            let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(event?["entity_type"] as? String == "session")
        }
    }

    @Test func `events appear as they come, and after a restart tail goes on where it was`() throws {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        let recording = RecordedLog.all[0]
        let lines = try recording.bytes.split(separator: 10)
        let sources = ["--source", "opencode-jsonl=path:\(folder.path)"]
        try daemon.start(sources)
        let tail = try Tail(daemon, ["--json", "--since", "0"])
        let log = folder.appending(path: "a.jsonl")
        try Data(lines[..<(lines.count / 2)].joined(separator: [10]) + [10]).write(to: log)
        #expect(try eventually { try tail.lines.count >= Self.stored(daemon) && !tail.lines.isEmpty && Self.stored(daemon) > 0 })
        _ = try daemon.command(["--stop"])
        #expect(eventually { tail.remark.contains("the daemon went away; waiting for it") })
        try daemon.start(sources)
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(lines[(lines.count / 2)...].joined(separator: [10]) + [10]))
        #expect(eventually { ids(tail).count > 0 && (try? ids(tail) == Self.storedIDs(daemon)) == true })
        #expect(tail.end(SIGINT) == 0)
    }

    private func ids(_ tail: Tail) -> Set<String> {
        Set(
            tail.lines.compactMap {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["event_id"] as? String
            })
    }

    private static func stored(_ daemon: DaemonUnderTest) throws -> Int {
        try Int(daemon.rows("SELECT count(*) FROM events")[0]) ?? 0
    }
    private static func storedIDs(_ daemon: DaemonUnderTest) throws -> Set<String> {
        try Set(daemon.rows("SELECT event_id FROM events"))
    }

    @Test func `a reader that goes away ends it silently`() throws {
        let daemon = try start()
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-c", "set -o pipefail; \"$0\" tail --dataset demo --since 0 2>&1 | head -n 3", Installation.command]
        shell.environment = daemon.environment
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test func `a wrong filter is told in the daemon's words`() throws {
        let daemon = try start([])
        let run = try daemon.command(["tail", "--severity", "loud"])
        #expect(run.code == 2)
        #expect(run.complaint == "plugwalk: The parameter \"severity\" is \"loud\", expected some of: debug, info, warn, error.\n")
    }

    @Test(arguments: [("", true), ("1", false)])
    func `on a terminal lines fit it, and colour can be refused`(noColour: String, isColoured: Bool) throws {
        let daemon = try start()
        let typescript = Process()
        typescript.executableURL = URL(filePath: "/usr/bin/script")
        let tail =
            "stty cols 60; timeout --foreground -s INT 3 \(Installation.command) tail --dataset demo --since 0 --status failed"
        typescript.arguments = ["-qec", tail, "/dev/null"]
        typescript.environment = daemon.environment.merging(["TERM": "xterm", "NO_COLOR": noColour, "PATH": "/usr/bin:/bin"]) { $1 }
        let output = Pipe()
        typescript.standardInput = FileHandle.nullDevice
        typescript.standardOutput = output
        try typescript.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        typescript.waitUntilExit()
        #expect(text.contains("\u{1B}[31m") == isColoured)
        let plain = text.replacing(/\u{1B}\[[0-9]+m/, with: "")
        #expect(plain.split(whereSeparator: \.isNewline).count > 2)
        #expect(plain.split(whereSeparator: \.isNewline).allSatisfy { $0.count <= 60 })
    }
}
