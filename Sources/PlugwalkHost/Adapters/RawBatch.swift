/// A place in the bytes of the frame that carried it.
package struct RawSlice: Hashable, Sendable {
    package let offset: UInt32
    package let length: UInt32

    package init(offset: UInt32, length: UInt32) {
        self.offset = offset
        self.length = length
    }

    package var isEmpty: Bool { length == 0 }
    package var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
}

/// One event as it came over the socket: the structure is checked, the content (UTF-8, JSON, kinds, lengths of names) is not.
package struct RawEvent: Sendable {
    /// `PW_TIME_UNKNOWN`, which Swift does not import: the record carries no time.
    package static let unknownTime = Int64.min
    /// `PW_ORDER_UNKNOWN`: the source has no order of its own.
    package static let unknownOrder = Int64.min

    /// `PW_EVENT_*`; unknown bits were refused.
    package let flags: UInt32
    /// UTC nanoseconds since 1970, or `unknownTime`.
    package let timeNs: Int64
    /// Position in the source's own sequence, or `unknownOrder`.
    package let sourceOrder: Int64
    package let fields: InlineArray<17, RawSlice>

    package init(flags: UInt32, timeNs: Int64, sourceOrder: Int64, fields: InlineArray<17, RawSlice>) {
        self.flags = flags
        self.timeNs = timeNs
        self.sourceOrder = sourceOrder
        self.fields = fields
    }

    /// Where the field stands in the batch's `bytes`.
    package subscript(field: EventField) -> RawSlice { fields[field.rawValue] }
}

/// A position of one stream, valid after all events of its batch.
package struct RawCheckpoint: Hashable, Sendable {
    package let stream: RawSlice
    /// The adapter's own bytes; at most `PW_MAX_CHECKPOINT`.
    package let blob: RawSlice
    /// The stream is gone: its checkpoint is to be removed.
    package let forget: Bool

    package init(stream: RawSlice, blob: RawSlice, forget: Bool) {
        self.stream = stream
        self.blob = blob
        self.forget = forget
    }
}

/// What the adapter made no event of on purpose, since its previous batch.
package struct RawCount: Hashable, Sendable {
    package let name: RawSlice
    package let n: UInt64

    package init(name: RawSlice, n: UInt64) {
        self.name = name
        self.n = n
    }
}

/// What the source lost on its own side, since the adapter's previous batch.
package struct RawLoss: Hashable, Sendable {
    package let stream: RawSlice
    package let n: UInt64
    package let reason: RawSlice

    package init(stream: RawSlice, n: UInt64, reason: RawSlice) {
        self.stream = stream
        self.n = n
        self.reason = reason
    }
}

/// A batch of one adapter instance, owning the bytes that its slices point into.
///
/// Every slice lies within `bytes`; no two overlap. Events, checkpoints, counts and losses are to be committed in one
/// transaction: a checkpoint is never visible without the events before it. Any of the four may be empty.
package struct RawBatch: Sendable {
    /// Strictly increasing within an instance, over its restarts too.
    package let sequence: UInt64
    /// The host may shed the events (never the checkpoints and counts) and count them instead of making `emit` wait.
    package let droppable: Bool
    /// The frame's body.
    package let bytes: [UInt8]
    package let events: [RawEvent]
    package let checkpoints: [RawCheckpoint]
    package let counts: [RawCount]
    package let losses: [RawLoss]
    /// What the batch takes from the adapter's credit: the size of its frame in bytes.
    package let byteCost: Int

    package init(
        sequence: UInt64, droppable: Bool, bytes: [UInt8], events: [RawEvent], checkpoints: [RawCheckpoint],
        counts: [RawCount], losses: [RawLoss], byteCost: Int
    ) {
        self.sequence = sequence
        self.droppable = droppable
        self.bytes = bytes
        self.events = events
        self.checkpoints = checkpoints
        self.counts = counts
        self.losses = losses
        self.byteCost = byteCost
    }

    /// The bytes of a slice of this batch, without a copy.
    package subscript(slice: RawSlice) -> ArraySlice<UInt8> { bytes[slice.range] }

    /// The text of a slice; invalid UTF-8 is repaired. For messages and tests: the intake works on the bytes.
    package func text(_ slice: RawSlice) -> String { String(decoding: self[slice], as: UTF8.self) }
}
