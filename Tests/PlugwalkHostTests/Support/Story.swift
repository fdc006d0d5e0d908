import PlugwalkHost

/// A made-up run in which everything happens that the fold has a rule for. Times are milliseconds after a start.
enum Story {
    static let start: Int64 = 1_795_443_354_000

    static func session(_ id: String, at time: Int64, _ status: String, title: String? = nil, parent: String = "") -> EventDraft {
        EventDraft(
            kind: "session", key: "session:\(id):\(status):\(time)", session: id, parent: parent, entityID: id, status: status,
            payload: title.map { #"{"session_title":"\#($0)"}"# } ?? "", time: start + time, order: time)
    }

    static func prompt(_ id: String, in session: String, at time: Int64) -> EventDraft {
        EventDraft(
            kind: "message", key: "prompt:\(session):\(id)", session: session, entityType: "message", entityID: id,
            status: "queued", payload: #"{"turn":"prompt"}"#, unit: id, time: start + time, order: time)
    }

    static func answer(
        _ id: String, to prompt: String, in session: String, at time: Int64, _ status: String = "running", agent: String = ""
    ) -> EventDraft {
        EventDraft(
            kind: "message", key: "answer:\(session):\(id):\(status)", session: session, agent: agent, entityType: "message",
            entityID: id, status: status, unit: prompt, time: start + time, order: time)
    }

    static func untold(_ id: String, to prompt: String, in session: String, at time: Int64) -> EventDraft {
        EventDraft(
            kind: "message", key: "untold:\(session):\(id)", session: session, entityType: "message", entityID: id, status: "idle",
            payload: #"{"result":"unknown"}"#, unit: prompt, time: start + time, order: time)
    }

    static func part(of message: String, in session: String, at time: Int64, _ turn: String) -> EventDraft {
        EventDraft(
            kind: "part", key: "part:\(session):\(message):\(time)", session: session, entityType: "message",
            entityID: message, status: "running", payload: #"{"turn":"\#(turn)"}"#, unit: message, time: start + time, order: time)
    }

    static func call(
        _ id: String, of message: String, in session: String, at time: Int64, _ status: String, _ payload: String = ""
    ) -> EventDraft {
        EventDraft(
            kind: "call", key: "call:\(session):\(id):\(status)", session: session, entityType: "tool", entityID: id,
            status: status, payload: payload, unit: message, time: start + time, order: time)
    }

    static func wait(
        _ id: String, for call: String, of message: String, in session: String, at time: Int64, _ status: String
    ) -> EventDraft {
        EventDraft(
            kind: "permission", key: "wait:\(session):\(id):\(status)", session: session, entityType: "permission",
            entityID: id, status: status, payload: #"{"call":"\#(call)"}"#, unit: message, time: start + time, order: time)
    }

    /// A turn with a refused call and a granted one, a child, a retry, a compaction, a fork with copied history, an abort.
    static let everything: [EventDraft] = [
        session("root", at: 0, "queued", title: "New session"),
        prompt("m1", in: "root", at: 10),
        session("root", at: 12, "running"),
        answer("a1", to: "m1", in: "root", at: 14, agent: "build"),
        part(of: "a1", in: "root", at: 15, "progress"),
        call("c1", of: "a1", in: "root", at: 16, "running", #"{"tool":"bash"}"#),
        wait("p1", for: "c1", of: "a1", in: "root", at: 17, "blocked"),
        wait("p1", for: "c1", of: "a1", in: "root", at: 30, "running"),
        call("c1", of: "a1", in: "root", at: 33, "success", #"{"tool":"bash"}"#),
        call("c2", of: "a1", in: "root", at: 34, "running", #"{"tool":"edit"}"#),
        wait("p2", for: "c2", of: "a1", in: "root", at: 35, "blocked"),
        wait("p2", for: "c2", of: "a1", in: "root", at: 50, "cancelled"),
        call("c2", of: "a1", in: "root", at: 51, "failed", #"{"tool":"edit","reason":"rejected"}"#),
        session("root", at: 52, "", title: "Fix the prices"),
        call("t1", of: "a1", in: "root", at: 55, "running", #"{"tool":"task","child":"kid"}"#),
        session("kid", at: 56, "queued", title: "Map files", parent: "root"),
        prompt("k1", in: "kid", at: 57),
        session("kid", at: 58, "running"),
        answer("ka", to: "k1", in: "kid", at: 59, agent: "explore"),
        call("kc", of: "ka", in: "kid", at: 60, "failed", #"{"tool":"grep"}"#),
        session("kid", at: 70, "idle"),
        call("t1", of: "a1", in: "root", at: 71, "success", #"{"tool":"task","child":"kid"}"#),
        session("root", at: 72, "retry"),
        session("root", at: 73, "running"),
        part(of: "a1", in: "root", at: 80, "progress"),
        prompt("m2", in: "root", at: 81),
        part(of: "m2", in: "root", at: 82, "compaction"),
        answer("a2", to: "m2", in: "root", at: 83),
        answer("a1", to: "m1", in: "root", at: 84, "success", agent: "build"),
        session("root", at: 85, "idle"),
        prompt("m3", in: "root", at: 100),
        session("root", at: 101, "running"),
        answer("a3", to: "m3", in: "root", at: 102, agent: "build"),
        call("c3", of: "a3", in: "root", at: 103, "running", #"{"tool":"bash"}"#),
        wait("p3", for: "c3", of: "a3", in: "root", at: 104, "blocked"),
        session("root", at: 120, "idle"),
        answer("a3", to: "m3", in: "root", at: 121, "cancelled", agent: "build"),
        session("fork", at: 200, "queued", title: "Fix the prices (fork #1)"),
        prompt("f1", in: "fork", at: 10),
        answer("fa", to: "f1", in: "fork", at: 14, "success", agent: "build"),
        call("c1", of: "fa", in: "fork", at: 33, "success", #"{"tool":"bash"}"#),
        part(of: "f1", in: "fork", at: 201, "text"),
        prompt("f2", in: "fork", at: 210),
        session("fork", at: 211, "running"),
        answer("fb", to: "f2", in: "fork", at: 212, "failed", agent: "build"),
        session("fork", at: 213, "idle"),
        // A call that names no message and is older than its session; an answer that ends untold, with a part that comes late.
        session("bare", at: 300, "queued"),
        call("old", of: "", in: "bare", at: 290, "success", #"{"tool":"bash"}"#),
        prompt("b1", in: "bare", at: 301),
        session("bare", at: 302, "running"),
        answer("ba", to: "b1", in: "bare", at: 303),
        untold("ba", to: "b1", in: "bare", at: 305),
        session("bare", at: 306, "idle"),
        part(of: "ba", in: "bare", at: 307, "progress"),
        session("bare2", at: 300, "queued"),
        prompt("c1", in: "bare2", at: 301),
        session("bare2", at: 302, "running"),
        answer("ca", to: "c1", in: "bare2", at: 303),
        untold("ca", to: "c1", in: "bare2", at: 305),
        session("bare2", at: 306, "idle"),
    ]
}
