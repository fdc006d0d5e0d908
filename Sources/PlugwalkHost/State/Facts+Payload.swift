internal import PlugwalkModel
package import StrictJSON

extension Facts {
    /// Reads the known members of a payload; a member of another type than `plugwalk/event.h` says is evidence only.
    package init(payload: JSONValue) {
        for (name, value) in payload.members { read(name.decoded, value) }
    }

    /// An id that the redactor took for a secret names nothing any more: all such would be one.
    private static func id(_ value: JSONValue) -> String? {
        value.string.flatMap { $0.contains("[redacted:") ? nil : $0 }
    }

    private mutating func read(_ name: String, _ value: JSONValue) {
        switch name {
        case "tool": tool = value.string
        case "child": child = Self.id(value)
        case "call": call = Self.id(value)
        case "reason": reason = value.string
        case "result": isResultUnknown = value.string == "unknown"
        case "interactive": isInteractive = value.bool ?? true
        case "attempt": attempt = value.int
        case "next_ms": next = value.int.map { Timestamp(milliseconds: $0) }
        case "forked_from": forkedFrom = Self.id(value)
        case "continues": continues = Self.id(value)
        case "level": isLevel = value.bool ?? false
        case "turn": turn = value.string.flatMap(Turn.init(rawValue:))
        case "session_title": sessionTitle = value.string
        default: break
        }
    }
}
