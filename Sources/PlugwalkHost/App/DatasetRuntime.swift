internal import SQLite

/// A dataset in the daemon: its file, its one writer, and the feed of what is committed.
final class DatasetRuntime: Sendable {
    let dataset: Dataset
    let writer: WriterLoop
    let bus: EventBus
    private let clock: any TimeSource

    /// Opens the file and starts its writer. Blocks until the schema is up to date.
    init(_ dataset: Dataset, clock: any TimeSource) throws {
        let database = try dataset.openWriter(clock: clock)
        let bus = try EventBus(continuing: database, clock: clock)
        try database.close()
        self.dataset = dataset
        self.bus = bus
        self.clock = clock
        writer = WriterLoop(dataset, clock: clock) { bus.publish($0) }
        try writer.start()
    }

    /// Stores what is queued and ends the feed.
    func close() {
        writer.stop()
        bus.close()
    }

    /// The committed positions of an instance, after everything that was handed over is stored.
    func checkpoints(of instance: String) -> [StreamCheckpoint] {
        writer.drain()
        guard let database = try? dataset.openReader() else { return [] }
        return (try? IntakeAccounts(database: database).checkpoints(of: instance)) ?? []
    }

    func account(of instance: String) -> InstanceAccount {
        writer.state.accounts[instance] ?? InstanceAccount()
    }
}
