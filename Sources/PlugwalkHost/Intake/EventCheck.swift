internal import PlugwalkModel
internal import StrictJSON

/// Checks the content of one event: lengths, UTF-8, words, JSON. The structure was checked when the frame was decoded.
///
/// A bad event is refused with its reason; the rest of its batch is not touched.
struct EventCheck {
    private let kinds: Set<String>?
    private let parser: JSONParser

    /// - Parameter kinds: What the manifest declares; nil when it declares `*`.
    init(kinds: Set<String>?, parser: JSONParser) {
        self.kinds = kinds
        self.parser = parser
    }

    func check(_ event: RawEvent, in batch: RawBatch) throws(Refusal) -> CheckedEvent {
        let reader = FieldReader(event: event, batch: batch)
        let kind = try reader.required(.kind)
        if let kinds, !kinds.contains(kind) {
            throw Refusal("kind \"\(kind)\" is not declared in the manifest's kinds")
        }
        guard event[.run].isEmpty || !event[.session].isEmpty else {
            throw Refusal("run is given without a session: name the session of the run that the event belongs to")
        }
        let (payload, facts) = try payload(reader)
        return CheckedEvent(
            flags: event.flags,
            timeNs: event.timeNs,
            sourceOrder: event.sourceOrder == RawEvent.unknownOrder ? nil : event.sourceOrder,
            stream: try reader.text(.stream) ?? "",
            key: try reader.bytes(.key),
            kind: kind,
            source: try source(reader),
            run: try reader.text(.run),
            session: try reader.text(.session),
            parentSession: try reader.text(.parentSession),
            agent: try reader.text(.agent),
            entityType: try entityType(reader),
            entityID: try reader.text(.entityID),
            status: try reader.word(.status),
            severity: try reader.word(.severity) ?? .info,
            title: try reader.text(.title),
            summary: try reader.text(.summary),
            payload: payload,
            facts: facts,
            unit: try reader.text(.correlation),
            tags: try tags(reader)
        )
    }

    private func entityType(_ reader: FieldReader) throws(Refusal) -> EntityType {
        guard let type: EntityType = try reader.word(.entityType) else { throw .missing(.entityType) }
        return type
    }

    private func source(_ reader: FieldReader) throws(Refusal) -> String? {
        guard let source = try reader.text(.source) else { return nil }
        let isName =
            source.utf8.count <= 40
            && source.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || [45, 46, 95].contains(byte)
            }
        guard isName else { throw Refusal("source is \"\(source)\", expected 1 to 40 of a-z, 0-9, '.', '_', '-'") }
        return source
    }

    private func payload(_ reader: FieldReader) throws(Refusal) -> (ArraySlice<UInt8>, Facts) {
        let bytes = try reader.bounded(.payload)
        if bytes.isEmpty { return (bytes, Facts()) }
        let facts = try parse(bytes, .payload) { $0.kind == .object ? Facts(payload: $0) : nil }
        guard let facts else { throw Refusal("payload is no JSON object") }
        return (bytes, facts)
    }

    private func tags(_ reader: FieldReader) throws(Refusal) -> [String] {
        let bytes = try reader.bounded(.tags)
        if bytes.isEmpty { return [] }
        let tags: [String]? = try parse(bytes, .tags) { value in
            guard value.kind == .array else { return nil }
            let tags = value.elements.map { $0.string }
            return tags.contains(nil) ? nil : tags.compactMap { $0 }
        }
        guard let tags else { throw Refusal("tags is no JSON array of strings") }
        return tags
    }

    private func parse<Result>(
        _ bytes: ArraySlice<UInt8>, _ field: EventField, _ body: (JSONValue) -> Result
    ) throws(Refusal) -> Result {
        let result: Swift.Result<Result, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONError) {
                return .success(body(try parser.parse(buffer).root))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw Refusal("\(field.name) is no valid JSON: \(error)")
        }
    }
}

/// Reads the fields of one event out of its batch.
private struct FieldReader {
    let event: RawEvent
    let batch: RawBatch

    func bounded(_ field: EventField) throws(Refusal) -> ArraySlice<UInt8> {
        let slice = event[field]
        guard slice.length <= field.limit else { throw .tooLong(field, Int(slice.length), limit: field.limit) }
        return batch[slice]
    }

    /// The field's bytes, valid UTF-8.
    func bytes(_ field: EventField) throws(Refusal) -> ArraySlice<UInt8> {
        let bytes = try bounded(field)
        guard bytes.isEmpty || bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil
        else { throw .invalidUTF8(field) }
        return bytes
    }

    /// The field's text, or nil when it is empty.
    func text(_ field: EventField) throws(Refusal) -> String? {
        let bytes = try bounded(field)
        if bytes.isEmpty { return nil }
        guard let text = bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) })
        else { throw .invalidUTF8(field) }
        return text
    }

    func required(_ field: EventField) throws(Refusal) -> String {
        guard let text = try text(field) else { throw .missing(field) }
        return text
    }

    func word<Word: RawRepresentable & CaseIterable>(_ field: EventField) throws(Refusal) -> Word?
    where Word.RawValue == String {
        guard let text = try text(field) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw .unknownWord(field, text, allowed: Word.allCases.map(\.rawValue))
        }
        return word
    }
}
