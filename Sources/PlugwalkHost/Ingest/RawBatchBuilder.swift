internal import StrictJSON

/// Puts events that came as JSON into the form in which adapters send theirs, so that both pass the same checks.
struct RawBatchBuilder {
    private var bytes: [UInt8] = []
    private(set) var events: [RawEvent] = []

    /// Appends an event. A field that is not among `fields` is empty.
    mutating func append(timeNs: Int64?, sourceOrder: Int64, _ fields: [EventField: RawField]) {
        var slices = InlineArray<17, RawSlice>(repeating: RawSlice(offset: 0, length: 0))
        for (field, value) in fields { slices[field.rawValue] = append(value) }
        events.append(
            RawEvent(
                flags: 0, timeNs: timeNs ?? RawEvent.unknownTime, sourceOrder: sourceOrder, fields: slices))
    }

    var byteCount: Int { bytes.count }

    func batch(sequence: UInt64) -> RawBatch {
        RawBatch(
            sequence: sequence, droppable: false, bytes: bytes, events: events, checkpoints: [], counts: [], losses: [],
            byteCost: bytes.count)
    }

    private mutating func append(_ value: RawField) -> RawSlice {
        let start = bytes.count
        switch value {
        case .text(let text): text.append(to: &bytes)
        case .string(let text): bytes.append(contentsOf: text.utf8)
        case .json(let value): bytes.append(contentsOf: value.source)
        }
        return RawSlice(offset: UInt32(start), length: UInt32(bytes.count - start))
    }
}

/// The value of one field.
enum RawField {
    /// A string of a document.
    case text(JSONText)
    case string(String)
    /// A value of a document, as it is spelled there.
    case json(JSONValue)
}
