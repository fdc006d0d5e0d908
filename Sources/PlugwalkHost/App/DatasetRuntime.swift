internal import SQLite

/// A dataset in the daemon: its file, its one writer, and the feed of what is committed.
final class DatasetRuntime: Sendable {
    let dataset: Dataset
    let writer: WriterLoop
    let bus: EventBus

    /// Opens the file and starts its writer. Blocks until the schema is up to date.
    init(_ dataset: Dataset, clock: any TimeSource) throws {
        let database = try dataset.openWriter(clock: clock)
        let bus = try EventBus(continuing: database, clock: clock)
        try database.close()
        self.dataset = dataset
        self.bus = bus
        writer = WriterLoop(dataset, clock: clock) { bus.publish($0) }
        try writer.start()
    }

    /// Stores what is queued and ends the feed.
    func close() {
        writer.stop()
        bus.close()
    }

    /// The committed positions of an instance, after everything that was handed over is stored; nil when they cannot be read now,
    /// which is no reason to read the whole source again.
    func checkpoints(of instance: String) -> [StreamCheckpoint]? {
        guard writer.drain(timeout: .seconds(5)), let database = try? dataset.openReader() else { return nil }
        return try? IntakeAccounts(database: database).checkpoints(of: instance)
    }

    func account(of instance: String) -> InstanceAccount {
        writer.state.accounts[instance] ?? InstanceAccount()
    }
}
