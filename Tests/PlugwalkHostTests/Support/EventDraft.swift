import AdapterABI
import PlugwalkHost

/// An event as an adapter would emit it, for tests: name only what the test is about.
struct EventDraft {
    var kind = "test.event"
    var key = ""
    var stream = "log"
    var session = ""
    var parent = ""
    var run = ""
    var agent = ""
    var entityType = "session"
    var entityID = ""
    var status = ""
    var severity = ""
    var title = ""
    var summary = ""
    var payload = ""
    var unit = ""
    var tags = ""
    var source = ""
    /// Milliseconds since 1970, nil for none.
    var time: Int64?
    var order: Int64?
    var flags: UInt32 = 0

    fileprivate var fields: [String] {
        [
            stream, key, kind, source, run, session, parent, agent, entityType, entityID, status, severity, title,
            summary, payload, unit, tags,
        ]
    }
}

extension RawBatch {
    /// A batch as the frame decoder would give it.
    static func make(
        _ events: [EventDraft], sequence: UInt64 = 1, checkpoint: (stream: String, blob: String)? = nil,
        counts: [String: UInt64] = [:], losses: [UInt64] = []
    ) -> RawBatch {
        var bytes: [UInt8] = []
        func slice(_ text: String) -> RawSlice {
            let offset = UInt32(bytes.count)
            bytes += text.utf8
            return RawSlice(offset: offset, length: UInt32(text.utf8.count))
        }
        let raw = events.map { draft in
            let slices = draft.fields.map(slice)
            return RawEvent(
                flags: draft.flags, timeNs: draft.time.map { $0 * 1_000_000 } ?? .min, sourceOrder: draft.order ?? .min,
                fields: InlineArray { slices[$0] })
        }
        let checkpoints = checkpoint.map {
            [RawCheckpoint(stream: slice($0.stream), blob: slice($0.blob), forget: false)]
        }
        let rawCounts = counts.sorted { $0.key < $1.key }.map { RawCount(name: slice($0.key), n: $0.value) }
        let rawLosses = losses.map { RawLoss(stream: slice("log"), n: $0, reason: slice("overflow")) }
        return RawBatch(
            sequence: sequence, droppable: false, bytes: bytes, events: raw, checkpoints: checkpoints ?? [],
            counts: rawCounts, losses: rawLosses, byteCost: bytes.count)
    }
}
