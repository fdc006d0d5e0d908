/// Why an event went to the quarantine, in words for the adapter's author.
struct Refusal: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    static func invalidUTF8(_ field: EventField) -> Refusal { Refusal("\(field.name) is not valid UTF-8") }

    static func tooLong(_ field: EventField, _ length: Int, limit: Int) -> Refusal {
        Refusal("\(field.name) has \(length) bytes, at most \(limit) are allowed")
    }

    static func unknownWord(_ field: EventField, _ word: String, allowed: [String]) -> Refusal {
        Refusal("\(field.name) is \"\(word)\", expected one of: \(allowed.joined(separator: ", "))")
    }

    static func missing(_ field: EventField) -> Refusal { Refusal("\(field.name) is empty, it is required") }
}

extension EventField {
    /// The field's name in `plugwalk/event.h`.
    package var name: String {
        switch self {
        case .stream: "stream"
        case .key: "key"
        case .kind: "kind"
        case .source: "source"
        case .run: "run"
        case .session: "session"
        case .parentSession: "parent_session"
        case .agent: "agent"
        case .entityType: "entity_type"
        case .entityID: "entity_id"
        case .status: "status"
        case .severity: "severity"
        case .title: "title"
        case .summary: "summary"
        case .payload: "payload"
        case .correlation: "correlation"
        case .tags: "tags"
        }
    }

    /// The longest value, in bytes (`plugwalk/limits.h`).
    var limit: Int {
        switch self {
        case .title, .summary, .tags: 64 << 10
        case .payload: 4 << 20
        default: 1024
        }
    }
}
