import StrictJSON

/// One thing that `doctor` has looked at.
struct Finding {
    enum State: String {
        case ok
        /// It works, and not as well as it could.
        case warn
        /// Something that could be watched or used is not there.
        case missing
        /// Plugwalk cannot run so.
        case broken
    }

    let name: String
    let state: State
    let words: String
    /// What mends it, a command where there is one.
    let remedy: String?

    init(_ name: String, _ state: State, _ words: String, remedy: String? = nil) {
        self.name = name
        self.state = state
        self.words = words
        self.remedy = remedy
    }
}

/// All that `doctor` found.
struct Findings {
    let all: [Finding]

    var isAble: Bool { !all.contains { $0.state == .broken } }

    var text: String {
        let lines = all.flatMap { finding in
            let head = TerminalText.padded(finding.state.rawValue, columns: 9) + TerminalText.padded(finding.name, columns: 15)
            return folded(head, finding.words) + (finding.remedy.map { folded(String(repeating: " ", count: 24), "→ \($0)") } ?? [])
        }
        return (lines + [isAble ? "Plugwalk can run." : "Plugwalk cannot run like this."]).joined(separator: "\n") + "\n"
    }

    private func folded(_ head: String, _ words: String) -> [String] {
        let lines = TerminalText.wrapped(words, columns: 79 - 24)
        return lines.enumerated().map { ($0 == 0 ? head : String(repeating: " ", count: 24)) + $1 }
    }

    var json: String {
        JSONLine.object { json in
            json.member("able", flag: isAble)
            json.member("checks", all) { json, finding in
                json.beginObject()
                json.member("name", finding.name)
                json.member("state", finding.state.rawValue)
                json.member("message", finding.words)
                json.member("remedy", finding.remedy)
                json.endObject()
            }
        }
    }
}
