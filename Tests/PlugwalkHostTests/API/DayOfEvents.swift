import PlugwalkModel
import TestSupport

@testable import PlugwalkHost

/// A made-up day of several agents with the mix of the recordings: 40 % of the events in pairs of a call's beginning and end, most
/// others messages; several hundred runs, some with sub-agents, one far larger than the rest.
struct DayOfEvents {
    static let end = Story.start + 86_400_000
    private(set) var events: [EventDraft] = []
    private var random: SeededGenerator
    private var number = 0

    /// - Parameter count: How many events there are at least.
    init(_ count: Int, seed: UInt64 = 1) {
        random = SeededGenerator(seed: seed)
        events.reserveCapacity(count + 500)
        addRun(length: count / 12, over: 86_000_000, at: 0)
        while events.count < count {
            let length = Int.random(in: 20...500, using: &random)
            addRun(length: length, over: Int64(length) * 6_000, at: .random(in: 0..<80_000_000, using: &random))
        }
        // A log is read file by file, but six of them at once: what arrives is nearly in the order of time.
        events.sort { $0.time! / 600_000 < $1.time! / 600_000 }
    }

    private static let words = [
        "read", "the", "prices", "from", "src/lib/parse.ts", "and", "fix", "failing", "test", "npm", "run", "build", "with",
        "retry",
        "logic", "for", "checkout", "module", "update", "docs", "Ärger", "migration", "schema", "index", "cache", "timeout",
    ]

    private mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in Self.words.randomElement(using: &random)! }.joined(separator: " ")
    }

    private mutating func addRun(length: Int, over span: Int64, at start: Int64) {
        number += 1
        let root = "ses_\(number)x1f2e3d4c5b6a7980\(number)"
        let kid = Int.random(in: 0..<3, using: &random) == 0 ? "\(root)k" : nil
        var time = start
        add("session", root, time, status: "queued", title: text(4))
        if let kid { add("session", kid, time + 1, parent: root, status: "queued", title: text(3)) }
        var made = 0
        while made < length {
            time = min(time + .random(in: 0...max(1, span * 2 / Int64(length)), using: &random), 86_399_000)
            made += addWork(in: kid.flatMap { Bool.random(using: &random) ? $0 : nil } ?? root, at: time)
        }
        add("session", root, min(time + 50, 86_399_900), status: Bool.random(using: &random) ? "idle" : "running")
    }

    private mutating func addWork(in session: String, at time: Int64) -> Int {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<27:
            let call = "call_\(events.count)_9f8e7d6c5b"
            let tool = ["bash", "read", "edit", "grep"].randomElement(using: &random)!
            let failed = Int.random(in: 0..<12, using: &random) == 0
            add("tool", session, time, id: call, status: "running", title: text(5), payload: payload(tool))
            add(
                "tool", session, min(time + .random(in: 5...4_000, using: &random), 86_399_950), id: call,
                status: failed ? "failed" : "success", severity: failed ? "error" : "info", summary: text(12),
                payload: payload(tool))
            return 2
        case 27..<80:
            add(
                "message", session, time, id: "msg_\(events.count)_1a2b3c4d", status: "running", summary: text(20),
                payload: payload(nil))
        case 80..<90:
            add("session", session, time, status: ["running", "idle"].randomElement(using: &random)!)
        case 90..<96:
            add("todo", session, time, id: "todo", status: "running", summary: text(6))
        case 96..<98:
            add("permission", session, time, id: "per_\(events.count)", status: "blocked", severity: "warn", title: text(4))
            add("permission", session, time + 30, id: "per_\(events.count - 1)", status: "running")
            return 2
        default:
            add("message", session, time, id: "msg_\(events.count)_1a2b3c4d", status: "failed", severity: "error", summary: text(8))
        }
        return 1
    }

    private mutating func payload(_ tool: String?) -> String {
        let text = text(.random(in: 20...120, using: &random))
        return #"{"tool":"\#(tool ?? "none")","text":"\#(text)"}"#
    }

    private mutating func add(
        _ type: String, _ session: String, _ time: Int64, parent: String = "", id: String? = nil, status: String,
        severity: String = "info", title: String = "", summary: String = "", payload: String = ""
    ) {
        let count = events.count
        // Every 20,000th event says something that no other one does.
        let isRare = count % 20_000 == 19_999
        events.append(
            EventDraft(
                kind: type, key: "\(count)", session: session, parent: parent,
                agent: isRare ? "auditor" : ["build", "build", "plan", "explore", "general"].randomElement(using: &random)!,
                entityType: type, entityID: id ?? session, status: isRare && type != "tool" ? "retry" : status, severity: severity,
                title: title, summary: isRare ? "a needle in the haystack" : summary, payload: payload,
                source: isRare ? "other" : "test", time: Story.start + time, order: Int64(count)))
    }
}
