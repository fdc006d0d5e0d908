import Foundation
import Glibc
import SQLite

/// A daemon on a state folder of its own, started by the real command and stopped with the test.
final class DaemonUnderTest {
    let scratch: ScratchFolder
    let home: URL
    private(set) var url = ""
    private(set) var startOutput = ""

    /// - Parameter home: An existing state folder, to start again on it.
    init(scratch: ScratchFolder? = nil) throws {
        self.scratch = try scratch ?? ScratchFolder()
        home = self.scratch.url.appending(path: "state")
    }

    deinit { _ = try? command(["--stop"]) }

    var environment: [String: String] { ["PLUGWALK_HOME": home.path, "HOME": scratch.url.path] }

    func command(_ arguments: [String], environment more: [String: String] = [:]) throws -> CommandRun {
        try CommandRun(arguments, environment: environment.merging(more) { $1 })
    }

    /// Starts in the background as a person would, on a free port.
    @discardableResult
    func start(_ arguments: [String] = [], environment more: [String: String] = [:]) throws -> CommandRun {
        let run = try command(["--port", "0", "--isolation", Installation.isolation] + arguments, environment: more)
        startOutput = run.output
        url = run.output.split(separator: "\n").first?.split(separator: " ").last.map(String.init) ?? ""
        return run
    }

    var pid: pid_t {
        let record =
            try? JSONSerialization.jsonObject(with: Data(contentsOf: home.appending(path: "run/daemon.json"))) as? [String: Any]
        return pid_t(record?["pid"] as? Int ?? 0)
    }

    /// The processes that the daemon started.
    var workers: [pid_t] {
        let children = try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        let all = threads.compactMap { try? String(contentsOfFile: "/proc/\(pid)/task/\($0)/children", encoding: .utf8) }
        return Set(((children.map { [$0] } ?? []) + all).flatMap { $0.split(separator: " ") }.compactMap { pid_t($0) }).sorted()
    }

    func kill() {
        let pid = pid
        guard pid > 0 else { return }
        Glibc.kill(pid, SIGKILL)
        // It is no child of ours: its entry goes when its parent, init, has reaped it.
        _ = eventually { Glibc.kill(pid, 0) != 0 || Self.isZombie(pid) }
    }

    private static func isZombie(_ pid: pid_t) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return status.isEmpty || status.contains(") Z")
    }

    func database(_ name: String = "plugwalk.db") throws -> Database {
        try Database(path: home.appending(path: name).path, mode: .readOnly)
    }

    /// The rows of a query, each as its columns' texts joined by `|`; NULL is empty.
    func rows(_ sql: String, in name: String = "plugwalk.db") throws -> [String] {
        try database(name).prepare(sql).mapRows { row in
            (0..<Int32(row.columnCount)).map { row.optionalText($0) ?? "" }.joined(separator: "|")
        }
    }

    /// The body of an answer as JSON.
    func get(_ path: String) throws -> [String: Any] {
        let answer = try HTTPAnswer.get(path, from: url)
        guard answer.status == 200 else { throw AnswerError(path: path, answer: answer) }
        return try JSONSerialization.jsonObject(with: answer.body) as? [String: Any] ?? [:]
    }
}

struct AnswerError: Error {
    let path: String
    let answer: HTTPAnswer
}
