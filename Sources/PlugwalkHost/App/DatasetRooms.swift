internal import Synchronization

/// The datasets that are open, `live` first.
final class DatasetRooms: DatasetCatalog {
    private let clock: any TimeSource
    private let rooms = Mutex([DatasetRuntime]())

    init(clock: any TimeSource) { self.clock = clock }

    /// Opens a dataset; it stays open until `close`.
    func open(_ dataset: Dataset) throws -> DatasetRuntime {
        let runtime = try DatasetRuntime(dataset, clock: clock)
        rooms.withLock { $0.append(runtime) }
        return runtime
    }

    var all: [DatasetRuntime] { rooms.withLock { $0 } }
    var names: [String] { all.map(\.dataset.name) }

    func dataset(named name: String) -> OpenDataset? {
        all.first { $0.dataset.name == name }.map { OpenDataset(dataset: $0.dataset, bus: $0.bus) }
    }

    /// See `WriterLoop.prepareToStop`.
    func prepareToStop() {
        for runtime in all { runtime.writer.prepareToStop() }
    }

    func close() {
        for runtime in all.reversed() { runtime.close() }
    }
}
