import AdapterKit

extension RecordedEvent {
    /// The event in one line for goldens: what it is about, when, by which key, and what it says.
    ///
    /// Times are in milliseconds after their quality; hashes in keys are shown as `#`; empty texts as `-`. Of the payload only the
    /// `members` are shown.
    public func line(showing members: [String] = []) -> String {
        let words = [
            kind, entityType, entityID, status, severity, Self.word(time), isKeyGlobal ? "" : "local", Self.masked(key),
            session == entityID ? "" : session, parentSession.isEmpty ? "" : "parent=\(parentSession)",
            agent.isEmpty ? "" : "agent=\(agent)",
            correlation.isEmpty ? "" : "of=\(correlation)", tags,
        ]
        let facts = shown(members)
        return (words.filter { !$0.isEmpty } + ["|", title.isEmpty ? "-" : title, "|", summary.isEmpty ? "-" : summary])
            .joined(separator: " ") + (facts.isEmpty ? "" : " | \(facts)")
    }

    private static func word(_ time: EventTime) -> String {
        switch time {
        case .unknown: "unknown"
        case .source(let ns): "source@\(ns / 1_000_000)"
        case .exact(let ns): "exact@\(ns / 1_000_000)"
        case .stamped(let ns): "stamped@\(ns / 1_000_000)"
        case .estimated(let ns): "estimated@\(ns / 1_000_000)"
        }
    }

    private static func masked(_ key: String) -> String {
        key.split(separator: ":", omittingEmptySubsequences: false)
            .map { part in
                let parts = part.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.map { isHash($0) ? "#" : String($0) }.joined(separator: "#")
            }
            .joined(separator: ":")
    }

    private static func isHash(_ part: Substring) -> Bool {
        part.utf8.count == 26 && part.utf8.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".utf8.contains($0) }
    }

    private func shown(_ members: [String]) -> String {
        let tape = JSONTape()
        return Array(payload.utf8).withSlice { bytes in
            guard let root = try? tape.parse(bytes) else { return "" }
            let facts = root.members.filter { members.contains($0.key.string) }
            return facts.map { "\($0.key.string)=\(String(decoding: $0.value.raw.buffer, as: UTF8.self))" }.joined(separator: " ")
        }
    }
}
