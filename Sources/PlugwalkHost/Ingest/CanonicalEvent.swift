internal import PlugwalkModel
internal import StrictJSON

/// Reads a canonical event (specification §4.1) out of a document.
///
/// Ids are the host's own and stay as they are. Of what a stored event has beside the envelope `source_order` is taken and the
/// rest (`seq`, `received_at`, …) passed over, so that an event that was read from the API can be sent to another service.
struct CanonicalEvent {
    let eventID: String
    let timeNs: Int64?
    let sourceOrder: Int64?
    private(set) var fields: [EventField: RawField] = [:]

    /// - Parameter makeID: Gives the id of an event that has none.
    init(_ value: JSONValue, makeID: () -> String) throws(Refusal) {
        guard value.kind == .object else { throw Refusal("it is no JSON object, expected an event such as \(Self.example)") }
        eventID = try value["event_id"].flatMap { id throws(Refusal) in try Self.id(id, "event_id", prefix: "evt_") } ?? makeID()
        timeNs = try value["ts"].flatMap { time throws(Refusal) in try Self.time(time) }.map(Self.nanoseconds)
        sourceOrder = try value["source_order"].flatMap { order throws(Refusal) in try Self.order(order) }
        fields[.key] = .string(eventID)
        for (key, member) in value.members { try take(key.decoded, member) }
        for name in ["source", "source_event", "entity_type"] where fields[Self.members[name]!.field] == nil {
            throw Refusal("\(name) is missing, it is required")
        }
        completeSession(value)
    }

    private mutating func take(_ name: String, _ value: JSONValue) throws(Refusal) {
        if Self.passedOver.contains(name) { return }
        guard let (field, kind) = Self.members[name] else {
            let known = (Self.members.keys + ["event_id", "ts"]).sorted().joined(separator: ", ")
            throw Refusal("there is no member \"\(name)\", only: \(known)")
        }
        if value.isNull { return }
        guard value.kind == kind else { throw Refusal("\(name) is \(value.kind), expected \(kind)") }
        switch name {
        case "run_id": fields[field] = .string(try Self.id(value, name, prefix: "run_") ?? "")
        case "session_id", "parent_session_id": fields[field] = .string(try Self.id(value, name, prefix: "ses_") ?? "")
        default: fields[field] = value.text.map(RawField.text) ?? .json(value)
        }
    }

    /// The root session of a run has the run's name.
    private mutating func completeSession(_ value: JSONValue) {
        if fields[.run] != nil, fields[.session] == nil, let run = value["run_id"]?.string {
            fields[.session] = .string("ses_" + run.dropFirst("run_".count))
        }
    }

    private static func id(_ value: JSONValue, _ name: String, prefix: String) throws(Refusal) -> String? {
        if value.isNull { return nil }
        guard let text = value.string, text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count,
            text.utf8.count <= NativeID.maxLength, text.utf8.allSatisfy(NativeID.isSafe)
        else {
            let given = value.string.map { "\"\($0)\"" } ?? "\(value.kind)"
            throw Refusal("\(name) is \(given), expected \(prefix) and then letters, digits, '.', '_' or '-'")
        }
        return text
    }

    /// The largest number for times after 2262, which no nanoseconds in 64 bits reach: like all that cannot be true, they give way
    /// to the arrival.
    private static func nanoseconds(_ time: Timestamp) -> Int64 {
        let (nanoseconds, isTooLarge) = time.milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return isTooLarge ? .max : nanoseconds
    }

    private static func order(_ value: JSONValue) throws(Refusal) -> Int64? {
        if value.isNull { return nil }
        guard let order = value.int, order != RawEvent.unknownOrder else {
            throw Refusal("source_order is no integer of 64 bits")
        }
        return order
    }

    private static func time(_ value: JSONValue) throws(Refusal) -> Timestamp? {
        if value.isNull { return nil }
        guard let time = value.string.flatMap(Timestamp.init(text:)), time.isRepresentable else {
            let given = value.string.map { "\"\($0)\"" } ?? "\(value.kind)"
            throw Refusal("ts is \(given), expected a time in UTC such as 2026-02-11T21:00:00.000Z")
        }
        return time
    }

    private static let members: [String: (field: EventField, kind: JSONToken.Kind)] = [
        "source": (.source, .string), "source_event": (.kind, .string), "run_id": (.run, .string),
        "session_id": (.session, .string), "parent_session_id": (.parentSession, .string), "agent": (.agent, .string),
        "entity_type": (.entityType, .string), "entity_id": (.entityID, .string), "status": (.status, .string),
        "severity": (.severity, .string), "title": (.title, .string), "summary": (.summary, .string),
        "payload": (.payload, .object), "correlation_id": (.correlation, .string), "tags": (.tags, .array),
    ]
    private static let passedOver: Set<String> = ["event_id", "ts", "seq", "received_at", "ts_quality", "source_order", "instance"]
    private static let example =
        #"{"source":"opencode","source_event":"session.status","session_id":"ses_1","entity_type":"session","status":"running"}"#
}
