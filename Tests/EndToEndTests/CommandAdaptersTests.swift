import Foundation
import Testing

/// `plugwalk adapters`, with a daemon and without.
@Suite(.serialized)
struct CommandAdaptersTests {
    private func list(_ daemon: DaemonUnderTest) throws -> [String: [String: Any]] {
        let run = try daemon.command(["adapters", "--json"])
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let items = document?["items"] as? [[String: Any]] ?? []
        return Dictionary(items.map { ($0["name"] as? String ?? "", $0) }) { first, _ in first }
    }

    @Test(arguments: [false, true])
    func `the list shows what is there, what is missing, and why a file is refused`(runs: Bool) throws {
        let daemon = try DaemonUnderTest()
        _ = try BrokenAdapter.drop(
            "first", changes: [("com.example.counter", "com.example.first"), (#"\"short\":\"ct\""#, #"\"short\":\"ff\""#)],
            into: daemon)
        let twin = daemon.home.appending(path: "plugins/twin.so")
        try FileManager.default.copyItem(at: daemon.home.appending(path: "plugins/first.so"), to: twin)
        if runs { try daemon.start() }
        let list = try list(daemon)
        #expect(list["first"]?["state"] as? String == "usable")
        #expect(list["opencode-jsonl"]?["built_in"] as? Bool == true)
        #expect(list["claude-hooks"]?["state"] as? String == "missing")
        let text = try daemon.command(["adapters", "list"]).output
        #expect(text.hasPrefix("NAME "))
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("\(twin.path): has the same id com.example.first as"))
        #expect(text.split(separator: "\n").filter { !$0.contains(daemon.scratch.url.path) }.allSatisfy { $0.count <= 80 })
    }

    @Test func `without a daemon, enable and disable write config json, and the next start follows`() throws {
        let daemon = try DaemonUnderTest()
        let folder = try daemon.scratch.folder("logs")
        let enabled = try daemon.command(["adapters", "enable", "opencode-jsonl", "path:\(folder.path)"])
        #expect(enabled.code == 0)
        #expect(enabled.output.hasPrefix("opencode-jsonl is enabled: it runs from the next start on"))
        #expect(try daemon.start().output.contains("\n  opencode-jsonl"))
        _ = try daemon.command(["--stop"])
        #expect(try daemon.command(["adapters", "disable", "opencode-jsonl"]).code == 0)
        let again = try daemon.command(["adapters", "enable", "opencode-jsonl", "--json"])
        #expect(again.output.replacingOccurrences(of: "\\/", with: "/").contains("\"configuration\":{\"path\":\"\(folder.path)\"}"))
        #expect(try daemon.command(["adapters", "disable", "opencode-jsonl"]).code == 0)
        #expect(try !daemon.start().output.contains("opencode-jsonl"))
    }

    @Test func `with a daemon, an adapter is started and stopped at once`() throws {
        let daemon = try DaemonUnderTest()
        try daemon.start()
        let folder = try daemon.scratch.folder("logs")
        let enabled = try daemon.command(["adapters", "enable", "opencode-jsonl", "path:\(folder.path)"])
        #expect(enabled.output == "opencode-jsonl is enabled; it is running.\n", "\(enabled.complaint)")
        #expect(try daemon.command(["adapters", "stop", "opencode-jsonl"]).output == "opencode-jsonl is stopped.\n")
        let status = try daemon.command(["--status"]).output
        #expect(status.contains("Next: to run it again: plugwalk adapters start opencode-jsonl"))
        #expect(try daemon.command(["adapters", "start", "opencode-jsonl"]).output == "opencode-jsonl is running.\n")
        #expect(
            try daemon.command(["adapters", "disable", "opencode-jsonl"]).output == "opencode-jsonl is disabled; it is stopped.\n")
    }

    @Test(arguments: [false, true])
    func `what cannot be enabled is refused with its reason`(runs: Bool) throws {
        let daemon = try DaemonUnderTest()
        if runs { try daemon.start() }
        let unknown = try daemon.command(["adapters", "enable", "nobody"])
        #expect(unknown.code == 2)
        #expect(unknown.complaint.lowercased().hasPrefix("plugwalk: there is no adapter \"nobody\"; there are: opencode-jsonl"))
        let misconfigured = try daemon.command(["adapters", "enable", "opencode-jsonl", "pth:/x"])
        #expect(misconfigured.code == 2)
        #expect(misconfigured.complaint.hasPrefix("plugwalk: opencode-jsonl: it has no key \"pth\", only: follow, id, path"))
        let empty = try daemon.command(["adapters", "enable", "opencode-jsonl", "path:"])
        #expect(empty.code == 2)
        #expect(empty.complaint.hasPrefix("plugwalk: \"adapters.opencode-jsonl.configuration.path\" is \"\", expected a text"))
        #expect(!FileManager.default.fileExists(atPath: daemon.home.appending(path: "config.json").path))
    }

    @Test func `check says what a file is and asks for`() throws {
        let run = try CommandRun(
            ["adapters", "check", Installation.prefix.appending(path: "lib/plugwalk/plugins/opencode-jsonl.so").path],
            environment: [:])
        #expect(run.code == 0, "\(run.output)\(run.complaint)")
        #expect(run.output.contains("opencode-jsonl.so can be used.\n"))
        #expect(run.output.contains("\n  name          opencode-jsonl 1.0.0 (plugwalk.opencode-jsonl)\n"))
        #expect(run.output.contains("\n  configuration path (default ${plugwalk}/opencode), follow (default yes)\n"))
        #expect(run.output.contains("\n  reads         ${config./path}\n"))
    }

    /// What is wrong with the file, and what is said of it.
    static let faults: [(String, [(String, String)], String)] = [
        ("no run", [("      .run = run,\n", "")], "loading ended with PW_E_INVALID: pw_adapter.run is NULL, it is required"),
        ("a manifest that differs", [("sizeof manifest - 1", "sizeof manifest - 2")], "manifest-mismatch"),
        ("no manifest", [("PW_MANIFEST_SECTION ", "")], "has no section .plugwalk"),
        (
            "a constructor that aborts",
            [("static void destroy(", "__attribute__((constructor)) static void early(void) { abort(); }\nstatic void destroy(")],
            "was ended by signal 6"
        ),
        (
            "a constructor that never returns",
            [
                (
                    "static void destroy(",
                    "__attribute__((constructor)) static void early(void) { for (;;) {} }\nstatic void destroy("
                )
            ],
            "was not ready in time and was killed"
        ),
    ]

    @Test(arguments: faults)
    func `check loads the file elsewhere and says why it is refused`(name: String, changes: [(String, String)], words: String)
        throws
    {
        let daemon = try DaemonUnderTest()
        let file = try BrokenAdapter.drop("broken", changes: changes, into: daemon)
        let run = try daemon.command(["adapters", "check", "--json", file.path], environment: ["TMPDIR": daemon.scratch.url.path])
        #expect(run.code == 3)
        let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
        #expect(report["usable"] as? Bool == false)
        #expect(text(report["refusal"]).contains(words), "\(run.output)")
        let left = try FileManager.default.contentsOfDirectory(atPath: daemon.scratch.url.path).filter { $0.contains("check") }
        #expect(left.isEmpty)
    }

    @Test func `what the file prints while it is loaded is shown, and nothing of it is created`() throws {
        let daemon = try DaemonUnderTest()
        let file = try BrokenAdapter.drop(
            "talker",
            changes: [
                (
                    "static void destroy(",
                    "__attribute__((constructor)) static void early(void) { puts(\"early bird\"); }\nstatic void destroy("
                ),
                ("  counter *made = malloc(sizeof *made);", "  abort();\n  counter *made = malloc(sizeof *made);"),
            ], into: daemon)
        let run = try daemon.command(["adapters", "check", file.path])
        #expect(run.code == 0)
        #expect(run.output.contains("\n  It printed: early bird\n"))
    }

    @Test(.enabled(if: Installation.isolation == "worker"))
    func `an instance that crashes too often says so, and what lifts it`() throws {
        let daemon = try DaemonUnderTest()
        _ = try BrokenAdapter.drop(
            "crasher", changes: [("  counter *self = argument;", "  abort();\n  counter *self = argument;")], into: daemon)
        _ = try daemon.start(["--source", "crasher"])
        #expect(try eventually { try daemon.command(["--status"]).output.contains("quarantined") })
        let status = try daemon.command(["--status"]).output
        #expect(status.contains("3 times"), "\(status)")
        #expect(status.contains("plugwalk adapters start crasher"))
        #expect(status.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
