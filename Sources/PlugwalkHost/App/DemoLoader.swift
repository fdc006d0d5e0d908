internal import Glibc
internal import PlugwalkModel

/// Loads the recorded runs that ship with Plugwalk as the dataset `demo`, by the very way of live events.
///
/// The recordings are moved in time so that the newest of them ended a minute ago. Their ids are made before that and stay the same.
/// Every start makes the dataset anew.
struct DemoLoader {
    /// When the last of the demo's recordings ended: 2026-11-23T14:20:01Z, by its driver's notes.
    static let recordedUntil = Timestamp(milliseconds: 1_795_443_601_000)
    static let instance = "demo"
    static let patience: Duration = .seconds(60)

    let configuration: DaemonConfiguration
    let fleet: AdapterFleet
    let clock: any TimeSource

    /// Blocks until all of it is stored.
    func load(into datasets: DatasetRooms) throws {
        let path = configuration.home.database(ofReplay: "demo")
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        let demo = try datasets.open(Dataset(name: "demo", path: path))
        let spec = SourceSpec(
            name: "opencode-jsonl", configuration: [("path", configuration.demoFolder), ("follow", "no")], id: Self.instance)
        let shift = clock.now.milliseconds - 60_000 - Self.recordedUntil.milliseconds
        do throws(FleetError) {
            let id = try fleet.launch(spec, into: demo, timeShift: shift)
            if let failure = fleet.failure(of: id) { throw FleetError.refused(spec.name, failure) }
            guard fleet.waitUntilFinished(id, timeout: Self.patience) else {
                throw FleetError.refused(spec.name, "it did not come to its end")
            }
        } catch {
            throw DaemonFailure.adapter("the demo cannot be loaded: \(error)")
        }
        guard demo.writer.drain(timeout: Self.patience) else {
            throw DaemonFailure.configuration("the demo cannot be stored: \(demo.writer.state.failure ?? "the disk is too slow")")
        }
    }
}
