import Foundation
import Testing

/// The help of every command, the manual page, and the completions.
@Suite(.serialized)
struct CommandHelpTests {
    @Test(arguments: HelpPages.all)
    func `the help is`(arguments: [String], page: String) throws {
        for option in ["--help", "-h"] {
            let run = try CommandRun(arguments + [option], environment: [:])
            #expect(run.code == 0)
            #expect(run.output == page + "\n")
            #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }

    @Test func `the version goes to standard output`() throws {
        #expect(try CommandRun(["--version"], environment: [:]).output.hasPrefix("plugwalk "))
    }

    static let hasMan = FileManager.default.isExecutableFile(atPath: "/usr/bin/man")

    @Test(.enabled(if: hasMan, "needs man-db"))
    func `the manual page is clean and shows every option`() throws {
        let scratch = try ScratchFolder()
        let page = scratch.url.appending(path: "plugwalk.1")
        let source = try CommandRun(["documentation", "man"], environment: [:]).output
        try Data(source.utf8).write(to: page)
        let man = try shell("man --warnings -E UTF-8 -l \(page.path) 2>&1 >\(page.path).text; cat \(page.path).text")
        #expect(man.hasPrefix("PLUGWALK(1)"), "\(man.prefix(500))")
        for option in ["--open", "--bind", "--token", "--dev", "--since", "--isolation"] { #expect(man.contains(option)) }
        #expect(!man.contains("--ready-descriptor"))
        #expect(source.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test(arguments: [
        ("plugwalk ''", "serve adapters doctor tail"),
        ("plugwalk --st", "--status --stop"),
        ("plugwalk --port 1 --so", "--source"),
        ("plugwalk adapters ''", "list enable disable start stop check"),
        ("plugwalk adapters enable ''", "opencode-jsonl"),
        ("plugwalk --source op", "opencode-jsonl"),
        ("plugwalk --isolation ''", "worker in-process"),
        ("plugwalk --isolation = in", "in-process"),
        ("plugwalk tail --severity w", "warn"),
        ("plugwalk tail --type t", "task tool todo"),
        ("plugwalk tail --run ''", ""),
        ("plugwalk doctor --", "--json --help"),
        ("plugwalk adapters check /etc/os-rele", "/etc/os-release"),
    ])
    func `bash completes`(words: String, offer: String) throws {
        let folder = Installation.prefix.appending(path: "bin").path
        let answer = try shell(
            """
            PATH=\(folder):$PATH; source <(plugwalk documentation bash)
            COMP_WORDS=(\(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _plugwalk; echo "${COMPREPLY[*]}"
            """)
        #expect(answer == offer + "\n")
    }

    @Test(arguments: ["zsh", "fish"])
    func `other shells can read their completions`(name: String) throws {
        let text = try CommandRun(["documentation", name], environment: [:]).output
        #expect(text.contains("adapters"))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)") else { return }
        let scratch = try ScratchFolder()
        let file = scratch.url.appending(path: "completions")
        try Data(text.utf8).write(to: file)
        #expect(try shell("\(name) -n \(file.path) 2>&1") == "")
    }

    private func shell(_ script: String) throws -> String {
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = ["-c", script]
        bash.environment = ["PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory(), "LC_ALL": "C.UTF-8", "MANWIDTH": "80"]
        let output = Pipe()
        bash.standardOutput = output
        try bash.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        bash.waitUntilExit()
        return text
    }
}
