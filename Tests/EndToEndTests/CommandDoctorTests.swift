import Foundation
import Glibc
import Testing

/// `plugwalk doctor` on machines of several states.
@Suite(.serialized)
struct CommandDoctorTests {
    private func findings(_ run: CommandRun) throws -> [String: [String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let checks = document?["checks"] as? [[String: Any]] ?? []
        return Dictionary(checks.map { ($0["name"] as? String ?? "", $0) }) { first, _ in first }
    }

    @Test func `an empty machine can run, and each missing thing has its remedy`() throws {
        let daemon = try DaemonUnderTest()
        let run = try daemon.command(["doctor"])
        #expect(run.code == 0)
        #expect(run.output.hasSuffix("\nPlugwalk can run.\n"))
        #expect(run.output.contains("\nmissing  Claude Code "))
        // A path is longer perhaps, and stands alone then: 24 columns are for the state and the name.
        for line in run.output.split(separator: "\n") where line.count > 80 {
            #expect(!line.dropFirst(24).contains(" "), "\(line)")
        }
        let findings = try findings(daemon.command(["doctor", "--json"]))
        #expect(
            findings["Claude Code"]?["message"] as? String
                == "no \(daemon.scratch.url.path)/.claude/projects (its transcripts)")
        #expect(findings["daemon"]?["remedy"] as? String == "plugwalk")
        #expect(findings["opencode-jsonl"]?["remedy"] as? String == "plugwalk adapters enable opencode-jsonl")
        #expect(findings["browser"]?["state"] as? String == "missing")
        #expect(!FileManager.default.fileExists(atPath: daemon.home.path))
    }

    @Test func `what is there is found`() throws {
        let daemon = try DaemonUnderTest()
        _ = try daemon.scratch.folder(".claude/projects/one")
        try daemon.start()
        let program = daemon.scratch.url.appending(path: "opencode")
        try Data("#!/bin/sh\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
        let run = try daemon.command(
            ["doctor", "--json"], environment: ["PATH": daemon.scratch.url.path, "BROWSER": program.path])
        let findings = try findings(run)
        let transcripts = text(findings["Claude Code"]?["message"])
        #expect(transcripts.hasSuffix("/.claude/projects, 1 entry"))
        #expect(findings["opencode"]?["message"] as? String == program.path)
        #expect(findings["browser"]?["state"] as? String == "ok")
        let service = text(findings["daemon"]?["message"])
        #expect(service == "runs at \(daemon.url), process \(daemon.pid)")
        #expect(findings["port"] == nil)
    }

    @Test func `what keeps it from running is called broken`() throws {
        let daemon = try DaemonUnderTest()
        _ = try daemon.scratch.folder("state")
        try Data("{".utf8).write(to: daemon.home.appending(path: "config.json"))
        let settings = try daemon.command(["doctor"])
        #expect(settings.code == 2)
        #expect(settings.output.contains("\nbroken   config.json "))
        #expect(settings.output.hasSuffix("\nPlugwalk cannot run like this.\n"))
        let homeless = try CommandRun(["doctor"], environment: [:])
        #expect(homeless.code == 2)
        #expect(homeless.output.contains("broken   state folder   there is no home folder"))
    }

    @Test func `a state folder that others can look into, and a port that is taken, are warned of`() throws {
        let other = try DaemonUnderTest()
        try other.start()
        let port = other.url.split(separator: ":").last!.prefix { $0.isNumber }
        let daemon = try DaemonUnderTest()
        _ = try daemon.scratch.folder("state")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: daemon.home.path)
        try Data("{\"port\":\(port)}".utf8).write(to: daemon.home.appending(path: "config.json"))
        let run = try daemon.command(["doctor", "--json"])
        #expect(run.code == 0)
        let findings = try findings(run)
        #expect(findings["state folder"]?["remedy"] as? String == "chmod 700 \(daemon.home.path)")
        #expect(findings["port"]?["message"] as? String == "\(port): Address already in use")
    }
}
