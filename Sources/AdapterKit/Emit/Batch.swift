package import AdapterABI

/// Events and positions on their way to the host, as the ABI wants them. All text lies in one array, in the order in which the
/// fields are listed, so that pointers are only computed when the batch leaves.
package struct Batch {
    private(set) var events: [pw_event] = []
    private var text: [UInt8] = []

    package init() {}

    var byteCount: Int { text.count }

    package mutating func add(_ event: borrowing Event) {
        var raw = pw_event()
        raw.size = UInt32(MemoryLayout<pw_event>.size)
        raw.flags = event.flags
        raw.time_ns = event.time.nanoseconds ?? .min
        raw.source_order = event.order ?? .min
        raw.stream.len = append(event.stream)
        raw.key.len = append(event.key)
        raw.kind.len = append(event.kind)
        raw.source.len = append(event.source)
        raw.run.len = append(event.run)
        raw.session.len = append(event.session)
        raw.parent_session.len = append(event.parentSession)
        raw.agent.len = append(event.agent)
        raw.entity_type.len = append(.literal(event.entity.word))
        raw.entity_id.len = append(event.entityID)
        raw.status.len = append(event.status.map { .literal($0.word) } ?? "")
        raw.severity.len = append(.literal(event.severity.word))
        raw.title.len = append(bounded: event.title)
        raw.summary.len = append(bounded: event.summary)
        raw.payload.len = append(payload: event.payload)
        raw.correlation.len = append(event.correlation)
        raw.tags.len = append(event.tags)
        events.append(raw)
    }

    mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        let isUsual = text.capacity <= 2 << 20
        text.removeAll(keepingCapacity: isUsual)
    }

    /// Calls `body` with the batch in the ABI's form, valid during the call.
    package mutating func withRaw<Result>(_ checkpoints: [Checkpoint], _ body: (UnsafePointer<pw_batch>) -> Result) -> Result {
        var blobs: [UInt8] = []
        var positions = checkpoints.map { Self.raw($0, appendingTo: &blobs) }
        return text.withUnsafeBufferPointer { text in
            blobs.withUnsafeBufferPointer { blobs in
                var next = text.baseAddress
                for index in events.indices { events[index].place(&next) }
                next = blobs.baseAddress
                for index in positions.indices {
                    positions[index].stream.place(&next)
                    positions[index].blob.place(&next)
                }
                return Self.withRaw(events, positions, body)
            }
        }
    }

    private static func withRaw<Result>(
        _ events: [pw_event], _ positions: [pw_checkpoint], _ body: (UnsafePointer<pw_batch>) -> Result
    ) -> Result {
        events.withUnsafeBufferPointer { events in
            positions.withUnsafeBufferPointer { positions in
                var batch = pw_batch()
                batch.size = UInt32(MemoryLayout<pw_batch>.size)
                batch.events = events.baseAddress
                batch.event_count = UInt32(events.count)
                batch.event_stride = UInt32(MemoryLayout<pw_event>.stride)
                batch.checkpoints = positions.baseAddress
                batch.checkpoint_count = UInt32(positions.count)
                batch.checkpoint_stride = UInt32(MemoryLayout<pw_checkpoint>.stride)
                return withUnsafePointer(to: batch, body)
            }
        }
    }

    private static func raw(_ checkpoint: Checkpoint, appendingTo bytes: inout [UInt8]) -> pw_checkpoint {
        var raw = pw_checkpoint()
        raw.size = UInt32(MemoryLayout<pw_checkpoint>.size)
        raw.flags = checkpoint.isForgotten ? UInt32(PW_CHECKPOINT_FORGET) : 0
        raw.stream.len = UInt64(checkpoint.stream.utf8.count)
        raw.blob.len = UInt64(checkpoint.blob.count)
        bytes.append(contentsOf: checkpoint.stream.utf8)
        bytes.append(contentsOf: checkpoint.blob)
        return raw
    }

    private mutating func append(_ field: borrowing Text) -> UInt64 {
        let before = text.count
        field.withSlice { text.append($0) }
        return UInt64(text.count - before)
    }

    /// Titles and summaries are cut to 160 and 500 characters by the host; what lies beyond its limit of bytes shows nowhere.
    private mutating func append(bounded field: borrowing Text) -> UInt64 {
        let before = text.count
        field.withSlice { text.append($0.dropping(0, keeping: $0.wholeCharacters(within: Int(PW_MAX_TEXT)))) }
        return UInt64(text.count - before)
    }

    /// A payload over the host's limit would make it refuse the whole batch; the event is worth more than its evidence.
    private mutating func append(payload: borrowing Text) -> UInt64 {
        let length = payload.withSlice { $0.count }
        guard length > Int(PW_MAX_PAYLOAD) else { return append(payload) }
        return append(.string("{\"cut\":\"a payload of \(length) bytes is over the limit of \(PW_MAX_PAYLOAD)\"}"))
    }
}

extension ByteSlice {
    /// The length of the longest start of at most `limit` bytes that does not cut a character.
    fileprivate func wholeCharacters(within limit: Int) -> Int {
        guard count > limit else { return count }
        var length = limit
        while length > 0, self[length] & 0xc0 == 0x80 { length -= 1 }
        return length
    }
}

extension pw_str {
    /// Takes the next `len` bytes at `next`.
    fileprivate mutating func place(_ next: inout UnsafePointer<UInt8>?) {
        guard let start = next, len > 0 else { return }
        ptr = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        next = start + Int(len)
    }
}

extension pw_event {
    /// Points every field into the batch's text, in the order in which `Batch.add` has written them.
    fileprivate mutating func place(_ next: inout UnsafePointer<UInt8>?) {
        stream.place(&next)
        key.place(&next)
        kind.place(&next)
        source.place(&next)
        run.place(&next)
        session.place(&next)
        parent_session.place(&next)
        agent.place(&next)
        entity_type.place(&next)
        entity_id.place(&next)
        status.place(&next)
        severity.place(&next)
        title.place(&next)
        summary.place(&next)
        payload.place(&next)
        correlation.place(&next)
        tags.place(&next)
    }
}

extension Event {
    fileprivate var flags: UInt32 {
        let quality: UInt32 =
            switch time {
            case .exact: UInt32(PW_EVENT_EXACT)
            case .stamped: UInt32(PW_EVENT_STAMPED)
            case .estimated: UInt32(PW_EVENT_ESTIMATED)
            case .source, .unknown: 0
            }
        return quality | (isKeyGlobal ? UInt32(PW_EVENT_GLOBAL_KEY) : 0)
    }
}
