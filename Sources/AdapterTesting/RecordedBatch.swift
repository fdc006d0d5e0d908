import AdapterABI
public import AdapterKit

/// A batch as the host received it.
public struct RecordedBatch: Equatable, Sendable {
    /// In the adapter's order.
    public var events: [RecordedEvent] = []
    /// The positions behind all events of the batch.
    public var checkpoints: [Checkpoint] = []

    /// Reads a batch the way a host must: by the producer's strides.
    init(_ raw: pw_batch) {
        for index in 0..<Int(raw.event_count) {
            let event = UnsafeRawPointer(raw.events!) + index * Int(raw.event_stride)
            events.append(RecordedEvent(event.loadUnaligned(as: pw_event.self)))
        }
        for index in 0..<Int(raw.checkpoint_count) {
            let checkpoint = UnsafeRawPointer(raw.checkpoints!) + index * Int(raw.checkpoint_stride)
            checkpoints.append(Checkpoint(checkpoint.loadUnaligned(as: pw_checkpoint.self)))
        }
    }
}

extension Checkpoint {
    fileprivate init(_ raw: pw_checkpoint) {
        if raw.flags & UInt32(PW_CHECKPOINT_FORGET) != 0 {
            self.init(forgetting: raw.stream.string)
        } else {
            self.init(stream: raw.stream.string, blob: raw.blob.bytes)
        }
    }
}
