import PlugwalkHost
import Threading

/// A sink that remembers everything, can be waited for, and can be made to block.
final class RecordingSink: AdapterSink {
    struct Record {
        var batches: [RawBatch] = []
        var health: [AdapterHealth] = []
        var lines: [AdapterLogLine] = []
        var exits: [AdapterExit] = []
        var isReady = false
        /// `accept` waits while this is set.
        var isBlocked = false

        var keys: [String] { batches.flatMap { batch in batch.events.map { batch.text($0[.key]) } } }
        var messages: [String] { lines.map(\.message) }
        func counts() -> [String: UInt64] {
            var sums: [String: UInt64] = [:]
            for batch in batches { for count in batch.counts { sums[batch.text(count.name), default: 0] += count.n } }
            return sums
        }
    }

    private let record = Monitor(Record())

    func accept(_ batch: RawBatch, from instance: InstanceID) {
        _ = record.wait { record in record.isBlocked ? nil : record.batches.append(batch) }
    }

    func health(_ health: AdapterHealth, of instance: InstanceID) { record.update { $0.health.append(health) } }
    func log(_ line: AdapterLogLine, of instance: InstanceID) { record.update { $0.lines.append(line) } }
    func ended(_ exit: AdapterExit, of instance: InstanceID) { record.update { $0.exits.append(exit) } }
    func ready() { record.update { $0.isReady = true } }
    func block(_ isBlocked: Bool) { record.update { $0.isBlocked = isBlocked } }

    var now: Record { record.withLock { $0 } }

    /// Waits until `condition` holds, for as long as a busy machine may need. Returns what was recorded, and whether it did.
    func wait(for condition: (Record) -> Bool) -> Record? {
        record.wait(until: Deadline(after: .seconds(20))) { condition($0) ? $0 : nil }
    }
}
