internal import CLinux
internal import SQLite
internal import Threading

/// The maintenance thread: ticks the feeds, and moves the write-ahead logs into their databases so that no commit has to.
final class Clockwork: Sendable {
    static let tick: Duration = .milliseconds(250)
    /// A log is moved and cut to nothing when nothing was committed for this many ticks; before that it is moved when it is longer
    /// than `maxLogBytes`. While commits follow each other only the writer itself can make it begin anew (`WriterLoop`).
    static let quietTicks = 8
    static let maxLogBytes: Int64 = 4 << 20

    /// What is known of one dataset's log.
    private struct Watch {
        var watermark: Int64 = 0
        var moved: Int64 = 0
        var quiet = 0
    }

    private let datasets: DatasetRooms
    private let log: Log
    private let isStopping = Monitor(false)
    private let thread: Threading.Thread

    /// - Parameter onTick: Called at each tick, on the maintenance thread.
    init(datasets: DatasetRooms, log: Log, onTick: @escaping @Sendable () -> Void) {
        self.datasets = datasets
        self.log = log
        let isStopping = isStopping
        thread = Threading.Thread(name: "maintenance") {
            var watches: [String: Watch] = [:]
            var stored: Int64 = 0
            while isStopping.wait(until: Deadline(after: Self.tick), for: { $0 ? true : nil }) == nil {
                onTick()
                // Only what is stored takes memory worth giving back.
                let total = datasets.all.reduce(0) { $0 + $1.writer.state.watermark }
                if total != stored { linux_return_free_memory() }
                stored = total
                for runtime in datasets.all {
                    runtime.bus.tick()
                    Self.maintain(runtime, &watches[runtime.dataset.name, default: Watch()], log)
                }
            }
        }
    }

    func start() throws { try thread.start() }

    func stop() {
        isStopping.update { $0 = true }
        thread.join()
    }

    private static func maintain(_ runtime: DatasetRuntime, _ watch: inout Watch, _ log: Log) {
        let watermark = runtime.writer.state.watermark
        watch.quiet = watermark == watch.watermark ? watch.quiet + 1 : 0
        watch.watermark = watermark
        let size = FileSize.of(runtime.dataset.path + "-wal")
        let isQuiet = size > 0 && watch.quiet >= quietTicks
        guard isQuiet || (size > maxLogBytes && watermark != watch.moved) else { return }
        // Tried again after the next commit or quiet time, not at every tick.
        watch.moved = watermark
        watch.quiet = 0
        do {
            let database = try runtime.dataset.openMaintenance()
            _ = try database.checkpoint(isQuiet ? .truncate : .passive)
            try database.close()
        } catch {
            log.write(.warning, "store.\(runtime.dataset.name)", "the write-ahead log cannot be moved: \(error)")
        }
    }
}
