internal import AdapterABI
internal import AdapterRuntime

/// Decodes the body of a batch frame, and repeats every check of structure that the runtime makes: the bytes may come from a
/// process that the adapter has taken over.
struct BatchDecoder {
    private var cursor: BodyCursor
    private let eventCount: Int
    private let checkpointCount: Int
    private let countCount: Int
    private let lossCount: Int

    /// Checks that the table fits into the body. The body has at least its head of 16 bytes.
    init(_ body: [UInt8]) throws(FrameError) {
        var head = BodyCursor(body, tableBytes: body.count)
        var left = body.count - 16
        eventCount = try Self.count("events", head.u32(), atMost: PW_MAX_BATCH_EVENTS, PWR_EVENT_RECORD_BYTES, &left)
        checkpointCount = try Self.count(
            "checkpoints", head.u32(), atMost: PW_MAX_BATCH_CHECKPOINTS, PWR_CHECKPOINT_RECORD_BYTES, &left)
        countCount = try Self.count("counts", head.u32(), atMost: PWR_MAX_COUNTS, PWR_COUNT_RECORD_BYTES, &left)
        lossCount = try Self.count("losses", head.u32(), atMost: PWR_MAX_LOSSES, PWR_LOSS_RECORD_BYTES, &left)
        cursor = BodyCursor(body, tableBytes: body.count - left)
        cursor.skip(16)
    }

    private static func count(
        _ what: String, _ count: UInt32, atMost limit: UInt32, _ recordBytes: UInt32, _ left: inout Int
    ) throws(FrameError) -> Int {
        guard count <= limit, Int(count) * Int(recordBytes) <= left else { throw .tooMany(what, count: count) }
        left -= Int(count) * Int(recordBytes)
        return Int(count)
    }

    /// The records in the order of the frame; their strings follow each other in the same order.
    mutating func decode(sequence: UInt64, droppable: Bool) throws(FrameError) -> RawBatch {
        let allText = cursor.textBytes
        let events = try events()
        let checkpoints = try checkpoints()
        let emitted = allText - cursor.textBytes
        guard emitted <= Int(PW_MAX_BATCH_BYTES) else { throw .batchTooBig(emitted) }
        let counts = try counts()
        let losses = try losses()
        try cursor.finish()
        return RawBatch(
            sequence: sequence, droppable: droppable, bytes: cursor.bytes, events: events, checkpoints: checkpoints,
            counts: counts, losses: losses, byteCost: cursor.bytes.count + Int(PWR_HEADER_BYTES))
    }

    private mutating func events() throws(FrameError) -> [RawEvent] {
        var events: [RawEvent] = []
        events.reserveCapacity(eventCount)
        for _ in 0..<eventCount { events.append(try event()) }
        return events
    }

    private mutating func event() throws(FrameError) -> RawEvent {
        let flags = cursor.u32()
        guard flags & ~Self.eventFlags == 0 else { throw .unknownFlags(flags, in: "an event") }
        var fields = InlineArray<17, RawSlice>(repeating: RawSlice(offset: 0, length: 0))
        for index in fields.indices { fields[index] = try cursor.slice(cursor.u32()) }
        let event = RawEvent(flags: flags, timeNs: cursor.i64(), sourceOrder: cursor.i64(), fields: fields)
        try check("a payload", event[.payload], PW_MAX_PAYLOAD)
        try check("a title", event[.title], PW_MAX_TEXT)
        try check("a summary", event[.summary], PW_MAX_TEXT)
        try check("tags", event[.tags], PW_MAX_TEXT)
        return event
    }

    private mutating func checkpoints() throws(FrameError) -> [RawCheckpoint] {
        var checkpoints: [RawCheckpoint] = []
        checkpoints.reserveCapacity(checkpointCount)
        for _ in 0..<checkpointCount {
            let flags = cursor.u32()
            guard flags & ~PW_CHECKPOINT_FORGET == 0 else { throw .unknownFlags(flags, in: "a checkpoint") }
            let (streamLength, blobLength) = (cursor.u32(), cursor.u32())
            let stream = try check("a checkpoint's stream", cursor.slice(streamLength), PW_MAX_NAME)
            let blob = try check("a checkpoint", cursor.slice(blobLength), PW_MAX_CHECKPOINT)
            checkpoints.append(RawCheckpoint(stream: stream, blob: blob, forget: flags & PW_CHECKPOINT_FORGET != 0))
        }
        return checkpoints
    }

    private mutating func counts() throws(FrameError) -> [RawCount] {
        var counts: [RawCount] = []
        for _ in 0..<countCount {
            let n = cursor.u64()
            counts.append(RawCount(name: try check("a count's name", cursor.slice(cursor.u32()), PW_MAX_NAME), n: n))
        }
        return counts
    }

    private mutating func losses() throws(FrameError) -> [RawLoss] {
        var losses: [RawLoss] = []
        for _ in 0..<lossCount {
            let n = cursor.u64()
            let (streamLength, reasonLength) = (cursor.u32(), cursor.u32())
            let stream = try check("a loss's stream", cursor.slice(streamLength), PW_MAX_NAME)
            losses.append(
                RawLoss(stream: stream, n: n, reason: try check("a loss's reason", cursor.slice(reasonLength), PW_MAX_NAME)))
        }
        return losses
    }

    @discardableResult
    private func check(_ what: String, _ slice: RawSlice, _ limit: UInt32) throws(FrameError) -> RawSlice {
        guard slice.length <= limit else { throw .tooLong(what, length: slice.length, limit: limit) }
        return slice
    }

    private static let eventFlags = PW_EVENT_EXACT | PW_EVENT_GLOBAL_KEY | PW_EVENT_STAMPED | PW_EVENT_ESTIMATED
}
