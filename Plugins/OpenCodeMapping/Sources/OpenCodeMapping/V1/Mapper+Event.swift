import AdapterKit

/// What all rows share: the event's frame, its time and order, its key and its payload.
extension Mapper {
    /// An event of this record's kind, with the record's time and order.
    func event(_ entity: EntityType, _ id: JSONCursor, _ status: Status?, _ severity: Severity, own: JSONCursor...) -> Event {
        var event = Event(kind: record.type.text, entity: entity, id: id.text)
        event.stream = place.stream
        event.session = session.text
        event.status = status
        event.severity = severity
        event.time = time(own)
        event.order = order
        return event
    }

    /// The record's time: the one in its id is the best, then the record's own members, then when a logger saw it.
    func time(_ own: [JSONCursor], id: JSONCursor? = nil) -> EventTime {
        if let id = OpenCodeID(id ?? record.id) { return .source(id.timeNs(nearNs: record.stampNs ?? place.nowNs)) }
        for member in own {
            if let ns = Record.milliseconds(member) { return .source(ns) }
        }
        return record.stampNs.map(EventTime.stamped) ?? .unknown
    }

    /// A time that stands in the fact itself and never changes under the event's key.
    func exact(_ member: JSONCursor) -> EventTime {
        Record.milliseconds(member).map(EventTime.exact) ?? time([])
    }

    var order: Int64 { order(index: 0) }

    /// The id's running number, else the place in the log: 256 events of a record find room.
    func order(index: Int64, id: JSONCursor? = nil) -> Int64 {
        OpenCodeID(id ?? record.id)?.number ?? Int64(clamping: place.offset &* 256) + index
    }

    /// Sets a key that ends in the record's own id. Without one the record is named by its place, which only this instance knows.
    func setKey(_ parts: KeyPart..., of event: inout Event) {
        event.isKeyGlobal = record.id.isFilled
        guard !event.isKeyGlobal else {
            event.key = joined(parts + [.id(record.id)])
            return
        }
        var key: [UInt8] = []
        for part in [.id(record.type), "|"] + parts { part.append(to: &key) }
        place.identity.withSlice { key.append($0) }
        key.append(UInt8(ascii: ":"))
        key.append(decimal: place.offset)
        event.key = .bytes(key)
    }

    /// Sets a key that is the same on every route.
    func setGlobalKey(_ parts: KeyPart..., of event: inout Event) {
        event.isKeyGlobal = true
        event.key = joined(parts)
    }

    /// The payload: members that the host understands, then the evidence.
    func payload(without omitted: JSONCursor..., known: (inout JSONWriter) -> Void = { _ in }) -> Text {
        var writer = JSONWriter()
        known(&writer)
        writer.add("directory", record.directory.text)
        writer.add("native_event", record.id.text)
        writer.add("properties", copying: properties, without: omitted)
        return .bytes(writer.finish())
    }

    private func joined(_ parts: [KeyPart]) -> Text {
        var key: [UInt8] = []
        key.reserveCapacity(96)
        for part in parts { part.append(to: &key) }
        return .bytes(key)
    }
}
