package import PlugwalkModel
internal import Redaction
internal import StrictJSON

/// An event that holds no secret any rule knows: the only kind the store takes.
///
/// Its initialiser is private to this file, so that what was not redacted cannot be stored or sent: the compiler checks it. A class,
/// because some twenty texts are costly to copy from one queue into the next.
package final class RedactedEvent: Sendable {
    package let eventID: String
    package let time: Timestamp
    package let timeQuality: TimeQuality
    package let sourceOrder: Int64?
    package let sourceTime: String?
    package let receivedAt: Timestamp
    package let instance: String
    package let source: String
    package let kind: String
    /// The run that the record itself names.
    package let run: NamedEntity?
    package let session: NamedEntity?
    package let parentSession: NamedEntity?
    /// The session that this call runs.
    package let childSession: NamedEntity?
    package let originSession: NamedEntity?
    package let agent: String?
    package let entityType: EntityType
    package let entityID: String?
    package let status: Status?
    package let severity: Severity
    package let title: String?
    package let summary: String?
    package let payload: String
    package let facts: Facts
    package let unit: String?
    package let tags: [String]
    /// What the event takes in a queue, in bytes.
    package let byteCost: Int

    fileprivate init(
        _ event: CheckedEvent, identity: EventIdentity, text: RedactedTexts, ids: NativeID
    ) {
        eventID = identity.eventID
        time = identity.time.time
        timeQuality = identity.time.quality
        sourceTime = identity.time.sourceTime
        receivedAt = identity.receivedAt
        instance = identity.instance
        source = identity.source
        sourceOrder = event.sourceOrder
        entityType = event.entityType
        status = event.status
        severity = event.severity
        kind = text.kind
        run = text.run.map { NamedEntity(id: ids.run($0), nativeID: $0) }
        session = text.session.map { NamedEntity(id: ids.session($0), nativeID: $0) }
        parentSession = text.parentSession.map { NamedEntity(id: ids.session($0), nativeID: $0) }
        childSession = text.facts.child.map { NamedEntity(id: ids.session($0), nativeID: $0) }
        originSession = (text.facts.forkedFrom ?? text.facts.continues).map {
            NamedEntity(id: ids.session($0), nativeID: $0)
        }
        agent = text.agent
        entityID = text.entityID
        unit = text.unit
        title = text.title
        summary = text.summary
        payload = text.payload
        facts = text.facts
        tags = text.tags
        byteCost = 512 + payload.utf8.count + (title?.utf8.count ?? 0) + (summary?.utf8.count ?? 0)
    }
}

/// An entity by the host's id and by the source's own.
package struct NamedEntity: Sendable, Hashable {
    package let id: String
    package let nativeID: String
}

/// What the host itself says of an event.
struct EventIdentity {
    let eventID: String
    let time: EventTime
    let receivedAt: Timestamp
    let instance: String
    let source: String
}

/// The texts of an event after redaction and cutting.
private struct RedactedTexts {
    let kind: String
    let run, session, parentSession, agent, entityID, unit: String?
    let title, summary: String?
    let payload: String
    let facts: Facts
    let tags: [String]
}

/// Redacts events: first everything whole, then cuts, so that no cut hides half a secret from the rules.
///
/// Not `Sendable`: it owns scratch memory; each thread has its own.
final class EventRedactor {
    static let titleLimit = 160
    static let summaryLimit = 500
    /// How many ids are remembered that hold no secret: sessions and messages come again with each of their events.
    private static let knownCapacity = 2_048
    private let redactor: Redactor
    private let parser: JSONParser
    private var clean: Set<String> = []

    init(redactor: Redactor, parser: JSONParser) {
        self.redactor = redactor
        self.parser = parser
    }

    func redact(_ event: CheckedEvent, identity: EventIdentity, ids: NativeID) throws(Refusal) -> RedactedEvent {
        let (payload, facts) = try redact(payload: event.payload, saying: event.facts)
        let id = { (native: String?) in native.map { self.redact(id: $0, ids) } }
        let texts = RedactedTexts(
            kind: redact(id: event.kind, ids), run: id(event.run), session: id(event.session),
            parentSession: id(event.parentSession), agent: event.agent.map { line($0, limit: Self.titleLimit) },
            entityID: id(event.entityID),
            unit: id(event.unit), title: event.title.map { line($0, limit: Self.titleLimit) },
            summary: event.summary.map { line($0, limit: Self.summaryLimit) }, payload: payload, facts: facts,
            tags: event.tags.map { redactor.redact(text: $0) })
        return RedactedEvent(event, identity: identity, text: texts, ids: ids)
    }

    /// Redacts a text that is no part of an event: log lines, health, reasons.
    func redact(text: String) -> String { redactor.redact(text: text) }

    /// Only the rules for the shapes of tokens look at ids; a hit is replaced by a keyed hash, the same everywhere.
    func redact(id: String, _ ids: NativeID) -> String {
        if clean.contains(id) { return id }
        // The kind before an id of the host's own must not hide what follows.
        let kind = NativeID.kinds.first(where: id.hasPrefix) ?? ""
        guard redactor.redact(identifier: id) == nil,
            kind.isEmpty || redactor.redact(identifier: String(id.dropFirst(kind.count))) == nil
        else { return kind + "red_" + ids.keyedHash(of: id) }
        if clean.count >= Self.knownCapacity { clean.removeAll(keepingCapacity: true) }
        clean.insert(id)
        return id
    }

    private func line(_ text: String, limit: Int) -> String {
        redactor.redact(text: text).singleLine.cut(to: limit)
    }

    /// - Parameter facts: What the payload says before it is redacted; it holds when there is nothing to redact.
    private func redact(payload: ArraySlice<UInt8>, saying facts: Facts) throws(Refusal) -> (String, Facts) {
        if payload.isEmpty { return ("{}", Facts()) }
        let changed = payload.withUnsafeBufferPointer { redactor.redact(json: $0) }
        if changed == nil, payload.count <= PayloadLimit.bytes { return (String(decoding: payload, as: UTF8.self), facts) }
        let redacted = PayloadLimit.cut(changed ?? Array(payload), parser)
        do throws(JSONError) {
            let facts = Facts(payload: try parser.parse(copying: redacted).root)
            return (String(decoding: redacted, as: UTF8.self), facts)
        } catch {
            throw Refusal("the redacted payload is no valid JSON: \(error)")
        }
    }
}

extension String {
    /// The text on one line: line breaks and all other control characters become blanks.
    var singleLine: String {
        guard holdsControl else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// Told from the bytes, since nearly every text has none: C0, DEL, and C1, which UTF-8 spells C2 80 to C2 9F.
    private var holdsControl: Bool {
        var previous: UInt8 = 0
        for byte in utf8 {
            if byte < 0x20 || byte == 0x7F || (previous == 0xC2 && byte < 0xA0) { return true }
            previous = byte
        }
        return false
    }

    /// The first characters, with an ellipsis when something was cut.
    func cut(to limit: Int) -> String {
        // The count in bytes is an upper bound of the count in characters.
        guard utf8.count > limit, count > limit else { return self }
        return String(prefix(limit - 1)) + "…"
    }
}
