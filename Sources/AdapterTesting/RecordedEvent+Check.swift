import AdapterABI
import AdapterKit

extension RecordedEvent {
    /// What a host would refuse or quarantine this event for, in sentences.
    public func problems() -> [String] {
        var found: [String] = []
        func check(_ isRight: Bool, _ problem: String) {
            if !isRight { found.append("\(problem), in the event with key \"\(key)\"") }
        }
        check(!kind.isEmpty, "kind is empty")
        check(Self.entities.contains(entityType), "entity_type \"\(entityType)\" is none of \(Self.entities.sorted())")
        check(status.isEmpty || Self.statuses.contains(status), "status \"\(status)\" is none of \(Self.statuses.sorted())")
        check(
            severity.isEmpty || Self.severities.contains(severity),
            "severity \"\(severity)\" is none of \(Self.severities.sorted())")
        for (name, text) in [("stream", stream), ("key", key), ("kind", kind), ("session", session), ("entity_id", entityID)] {
            check(text.utf8.count <= Int(PW_MAX_NAME), "\(name) is longer than \(PW_MAX_NAME) bytes")
        }
        check(payload.utf8.count <= Int(PW_MAX_PAYLOAD), "payload is longer than \(PW_MAX_PAYLOAD) bytes")
        check(payload.isEmpty || Self.kind(of: payload) == .object, "payload is no JSON object")
        check(tags.isEmpty || Self.kind(of: tags) == .array, "tags is no JSON array")
        return found
    }

    private static let entities: Set = ["run", "session", "task", "tool", "permission", "message", "todo"]
    private static let statuses: Set = ["queued", "running", "idle", "retry", "success", "failed", "blocked", "cancelled"]
    private static let severities: Set = ["debug", "info", "warn", "error"]

    private static func kind(of json: String) -> JSONCursor.Kind? {
        let tape = JSONTape()
        return Array(json.utf8).withSlice { bytes in (try? tape.parse(bytes))?.kind }
    }
}
