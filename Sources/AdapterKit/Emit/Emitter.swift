import AdapterABI

/// The way of an adapter's events to the host.
///
/// Events, positions and counts are gathered and leave together: a batch goes when it is large, when the adapter waits for its
/// source, and soon after a record that gave no event. So a position is never stored without the events
/// before it. Everything here belongs to the thread that runs `Adapter.start(emit:)`.
public final class Emitter {
    /// A batch leaves after a record that makes it larger than this.
    static let batchEvents = 256, batchBytes = 512 << 10
    /// Below this an event of the largest size still fits into a batch of `PW_MAX_BATCH_BYTES`.
    static let roomyBytes = 3 << 20
    /// How long one offer waits while the host's queue is full, before the offer is made again.
    static let offerMilliseconds: UInt32 = 1_000

    let host: Host
    /// A position without events waits at most this long.
    private let positionDelayNs: Int64
    let wake: WakePipe
    /// Asks the adapter for the positions that changed since it was asked last.
    var positions: () -> [Checkpoint] = { [] }
    /// Asks the adapter for its health.
    var health: () -> Health = { .ok }

    private var batch = Batch()
    private var counts = Counts()
    private var recordsSinceFlush = 0
    private var lastFlushNs = Clock.monotonicNs()
    private var lastHealth = HealthReports()

    /// Whether stop was asked for. The adapter returns from `start(emit:)` soon; records that it still finishes are taken as long
    /// as the grace time lasts.
    public internal(set) var isStopping = false
    /// Whether the host takes nothing any more.
    private var isClosed = false

    init(host: Host, positionDelay: Duration) throws(AdapterError) {
        self.host = host
        positionDelayNs = Int64(positionDelay / .nanoseconds(1))
        wake = try WakePipe()
    }

    /// Adds an event to the batch. Its borrowed texts are copied. Blocks while the host's queue is full, if the batch has to leave.
    public func emit(_ event: borrowing Event) {
        if batch.events.count >= Int(PW_MAX_BATCH_EVENTS) || batch.byteCount > Self.roomyBytes { flush() }
        batch.add(event)
    }

    /// Counts what the adapter makes no event of on purpose: `records`, `coalesced`, `dropped: <why>`, or a name of its own.
    public func count(_ name: StaticString, _ number: UInt64 = 1) { counts.add(name, number) }

    /// Counts under a name that is made at run time; a literal is faster.
    public func count(named name: String, _ number: UInt64 = 1) { counts.add(named: name, number) }

    /// Says that a record is done: its events, its counts and the position behind it belong together. Call it after each record,
    /// once `Adapter.checkpoint()` would give the position behind it.
    public func endRecord() {
        counts.endRecord()
        recordsSinceFlush += 1
        if batch.events.count >= Self.batchEvents || batch.byteCount >= Self.batchBytes {
            flush()
        } else if recordsSinceFlush & 255 == 0, Clock.monotonicNs() - lastFlushNs >= positionDelayNs {
            flush()
        }
    }

    /// Says that the source lost `number` records on its own side.
    public func lost(stream: String, _ number: UInt64, reason: String) { host.lost(stream, number, reason) }

    /// Writes a line into the instance's log.
    public func log(_ level: LogLevel, _ message: String) { host.log(level, message) }

    /// Offers the batch until the host has taken it or the grace time is over. Blocks while the host's queue is full.
    public func flush() {
        lastFlushNs = Clock.monotonicNs()
        recordsSinceFlush = 0
        let checkpoints = positions()
        reportHealth()
        guard !isClosed, !batch.events.isEmpty || !checkpoints.isEmpty || counts.isDirty else { return }
        counts.drain { host.count($0, $1) }
        offer(checkpoints)
        batch.removeAll()
    }

    func reportHealth() {
        if let news = lastHealth.news(in: health(), at: Clock.monotonicNs()) { host.report(news) }
    }

    /// When a batch must leave although nothing new comes, on the monotonic clock; nil when nothing waits.
    var flushDueNs: Int64? { recordsSinceFlush > 0 || counts.isDirty ? lastFlushNs + positionDelayNs : nil }
    var hasEvents: Bool { !batch.events.isEmpty }

    private func offer(_ checkpoints: [Checkpoint]) {
        while true {
            let (status, isStopping) = batch.withRaw(checkpoints) { host.emit($0, Self.offerMilliseconds) }
            // An adapter that reads a long log does not wait, so it has to learn it here.
            if isStopping { self.isStopping = true }
            switch status {
            case PW_OK: return
            case PW_BUSY: continue
            case PW_STOPPING: return close()
            default:
                host.log(
                    .error, "The host refused a batch of \(batch.events.count) events with status \(status); the adapter stops.")
                return close()
            }
        }
    }

    private func close() {
        isClosed = true
        isStopping = true
    }
}
