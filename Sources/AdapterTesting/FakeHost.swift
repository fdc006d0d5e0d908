public import AdapterABI
import AdapterKit
import Synchronization

/// A host in memory, for the tests of an adapter: it runs an adapter's table in this process and keeps what it is given.
///
/// Run it again to see a restart: the adapter then gets the checkpoints that were committed before. What was not committed with a
/// batch is lost, as it would be in a real host that is killed.
public final class FakeHost {
    /// How an offer of events is answered.
    public enum Answer: Sendable {
        case take
        /// The queue is full. The adapter has to offer the same batch again.
        case busy
        /// The grace time is over: nothing is taken any more.
        case refuse
    }

    /// Everything that was taken, in order.
    public private(set) var batches: [RecordedBatch] = []
    /// The committed position of each stream.
    public private(set) var checkpoints: [String: [UInt8]] = [:]
    /// The committed counts.
    public private(set) var counts: [String: UInt64] = [:]
    /// What the adapter has reported as lost by its source.
    public private(set) var losses: [(stream: String, count: UInt64, reason: String)] = []
    /// The adapter's log, without levels.
    public internal(set) var logLines: [String] = []
    /// Health reports in the order in which they came.
    public internal(set) var reports: [(state: Int32, message: String, backlog: Int64)] = []
    /// The last text given to `fail`.
    public internal(set) var failure: String?
    /// How often `run` was called.
    public private(set) var generation: UInt32 = 0

    /// Decides about each batch; takes all of them unless set.
    public var answer: (RecordedBatch) -> Answer = { _ in .take }
    /// Called when the adapter waits: false asks it to stop. Stops at the first wait, when everything was read, unless set.
    public var goOnAfterWait: () -> Bool = { false }

    /// Told the instance that create() has made.
    var onCreated: (UnsafeMutableRawPointer) -> Void = { _ in }

    private var pendingCounts: [String: UInt64] = [:]
    let isStopping = Atomic<Bool>(false)

    /// A host that takes everything and stops at the first wait.
    public init() {}

    /// All events that were taken, in order.
    public var events: [RecordedEvent] { batches.flatMap(\.events) }

    /// Runs an adapter until it returns; the answer is the status of create() or run().
    @discardableResult
    public func run(_ adapter: AdapterUnderTest, configuration: [String: String]) -> pw_status {
        isStopping.store(false, ordering: .relaxed)
        defer {
            generation += 1
            pendingCounts = [:]
        }
        var host = makeTable()
        return withUnsafePointer(to: &host) { host in
            let (status, made) = create(adapter, host, configuration)
            guard status == PW_OK, let made else { return status }
            defer { adapter.table.pointee.destroy(made) }
            onCreated(made)
            return adapter.table.pointee.run(made)
        }
    }

    /// Asks for the stop of the run that is going on. May be called from `answer` and `goOnAfterWait`, and from any thread.
    public func requestStop() { isStopping.store(true, ordering: .relaxed) }

    /// Begins with what `other` has committed.
    func adopt(_ other: FakeHost) { checkpoints = other.checkpoints }

    /// Tests run in parallel, and a program has one factory for Swift adapters.
    private static let creation = Mutex<Void>(())

    private func create(
        _ adapter: AdapterUnderTest, _ host: UnsafePointer<pw_host>, _ configuration: [String: String]
    ) -> (pw_status, UnsafeMutableRawPointer?) {
        var made: UnsafeMutableRawPointer?
        let json = Array(Self.json(configuration).utf8CString)
        let status = json.withUnsafeBufferPointer { json in
            var start = pw_start()
            start.size = UInt32(MemoryLayout<pw_start>.size)
            start.generation = generation
            start.checkpoint_flush_ms = 2_000
            start.config_json = pw_str(ptr: json.baseAddress, len: UInt64(json.count - 1))
            return Self.creation.withLock { _ in
                adapter.prepare()
                return adapter.table.pointee.create(host, &start, &made)
            }
        }
        return (status, made)
    }

    private static func json(_ configuration: [String: String]) -> String {
        var members: [String] = []
        for (key, value) in configuration.sorted(by: { $0.key < $1.key }) {
            var quoted = ""
            for scalar in "\(key)\u{0}\(value)".unicodeScalars {
                switch scalar {
                case "\u{0}": quoted += "\":\""
                case "\"", "\\": quoted += "\\\(scalar)"
                default: quoted.unicodeScalars.append(scalar)
                }
            }
            members.append("\"\(quoted)\"")
        }
        return "{\(members.joined(separator: ","))}"
    }

    // What the table's functions do.

    func offer(_ batch: RecordedBatch) -> pw_status {
        switch answer(batch) {
        case .busy: return PW_BUSY
        case .refuse: return PW_STOPPING
        case .take: break
        }
        batches.append(batch)
        for checkpoint in batch.checkpoints { checkpoints[checkpoint.stream] = checkpoint.isForgotten ? nil : checkpoint.blob }
        counts.merge(pendingCounts, uniquingKeysWith: +)
        pendingCounts = [:]
        return PW_OK
    }

    func wait() -> pw_status {
        if isStopping.load(ordering: .relaxed) || !goOnAfterWait() { return PW_STOPPING }
        return PW_OK
    }

    func count(_ name: String, _ number: UInt64) { pendingCounts[name, default: 0] += number }

    func lost(_ stream: String, _ number: UInt64, _ reason: String) { losses.append((stream, number, reason)) }
}
