import AdapterABI
public import AdapterKit

/// An event as the host received it, in Swift values.
public struct RecordedEvent: Equatable, Sendable {
    public var stream, key, kind, source, run, session, parentSession, agent: String
    public var entityType, entityID, status, severity, title, summary, payload, correlation, tags: String
    /// When the fact became true.
    public var time: EventTime
    /// Position in the source's own sequence.
    public var order: Int64?
    /// Whether the key holds over the whole source.
    public var isKeyGlobal: Bool

    init(_ raw: pw_event) {
        stream = raw.stream.string
        key = raw.key.string
        kind = raw.kind.string
        source = raw.source.string
        run = raw.run.string
        session = raw.session.string
        parentSession = raw.parent_session.string
        agent = raw.agent.string
        entityType = raw.entity_type.string
        entityID = raw.entity_id.string
        status = raw.status.string
        severity = raw.severity.string
        title = raw.title.string
        summary = raw.summary.string
        payload = raw.payload.string
        correlation = raw.correlation.string
        tags = raw.tags.string
        time = Self.time(raw)
        order = raw.source_order == .min ? nil : raw.source_order
        isKeyGlobal = raw.flags & UInt32(PW_EVENT_GLOBAL_KEY) != 0
    }

    /// An event as a host would receive it.
    public init(_ event: Event) {
        var batch = Batch()
        batch.add(event)
        self = batch.withRaw([]) { RecordedBatch($0.pointee).events[0] }
    }

    private static func time(_ raw: pw_event) -> EventTime {
        if raw.time_ns == .min { return .unknown }
        if raw.flags & UInt32(PW_EVENT_EXACT) != 0 { return .exact(raw.time_ns) }
        if raw.flags & UInt32(PW_EVENT_STAMPED) != 0 { return .stamped(raw.time_ns) }
        return raw.flags & UInt32(PW_EVENT_ESTIMATED) != 0 ? .estimated(raw.time_ns) : .source(raw.time_ns)
    }
}

extension pw_str {
    var bytes: [UInt8] {
        Array(UnsafeRawBufferPointer(start: ptr, count: Int(len)))
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }
}
