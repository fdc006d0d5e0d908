internal import AdapterABI
internal import Synchronization
internal import Threading

/// Loads an adapter in a process of its own and checks its table, without creating anything of it: what no reading of the file can
/// tell, such as a symbol that is missing or a constructor that crashes.
package struct AdapterProbe: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// Why the adapter cannot be used, unredacted; nil when it can.
        package var refusal: String?
        /// What it printed and logged meanwhile, unredacted.
        package var output: [String]
    }

    /// The time for loading; a constructor that takes longer would delay every start.
    package static let patience: Duration = .seconds(2)

    private let place: WorkerPlace

    /// - Parameter workerProgram: Absolute path of `plugwalk-worker`.
    package init(workerProgram: String) { place = WorkerPlace(program: workerProgram) }

    /// Blocks until the probe has ended, `patience` and the time of a kill at most.
    ///
    /// - Parameter stateFolder: A private folder; exists. The process begins in it.
    /// - Throws: `SystemError` when the probe itself cannot be made.
    package func run(_ adapter: StagedAdapter, stateFolder: String) throws(SystemError) -> Outcome {
        var plan = LaunchPlan(
            instance: InstanceID("probe"), file: adapter.path, manifest: adapter.manifest, configJSON: "{}",
            stateFolder: stateFolder)
        plan.isProbe = true
        let log = ProbeLog()
        let end = Monitor<AdapterExit?>(nil)
        let instance = AdapterInstance(plan, at: place, sink: log) { news in
            if case .ended(let exit) = news { end.update { $0 = exit } }
        }
        try instance.start()
        if end.wait(until: Deadline(after: Self.patience), for: { $0 }) == nil { instance.kill(because: .startDeadline) }
        instance.join()
        let exit = end.withLock { $0 }
        let isSound = exit?.end == .exited(0) && exit?.cause == nil && exit?.report?.stage == .load && exit?.report?.status == PW_OK
        return Outcome(refusal: isSound ? nil : exit?.summary ?? "it ended without a word", output: log.lines)
    }
}

/// Keeps what a probed adapter says.
private final class ProbeLog: AdapterSink {
    private static let maxLines = 50
    private let kept = Mutex([String]())

    var lines: [String] { kept.withLock { $0 } }

    func accept(_ batch: RawBatch, from instance: InstanceID) {}
    func health(_ health: AdapterHealth, of instance: InstanceID) {}
    func ended(_ exit: AdapterExit, of instance: InstanceID) {}

    func log(_ line: AdapterLogLine, of instance: InstanceID) {
        kept.withLock { if $0.count < Self.maxLines { $0.append(line.message) } }
    }
}
