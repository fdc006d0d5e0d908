/// Everything one start of an instance needs to know.
package struct LaunchPlan: Sendable {
    package var instance: InstanceID
    /// The private copy of the adapter's file; an absolute path.
    package var file: String
    package var manifest: Manifest
    /// One JSON object of strings.
    package var configJSON: String
    /// A private folder of the instance; exists.
    package var stateFolder: String
    /// The environment of the worker, all of it: what the manifest names and is set here.
    package var environment: [String: String]
    /// 0 at the first start, one more at each restart.
    package var generation: UInt32
    /// Where the adapter goes on.
    package var checkpoints: [Checkpoint]
    /// How many bytes of batches may be on their way.
    package var windowBytes: Int
    /// How long a position without events may wait until it is handed over, in milliseconds.
    package var checkpointFlushMs: Int
    /// Only load the file and check its table.
    package var isProbe = false

    package init(
        instance: InstanceID, file: String, manifest: Manifest, configJSON: String, stateFolder: String,
        environment: [String: String] = [:], generation: UInt32 = 0, checkpoints: [Checkpoint] = [], windowBytes: Int = 1 << 20,
        checkpointFlushMs: Int = Settings.defaultCheckpointFlushMs
    ) {
        self.instance = instance
        self.file = file
        self.manifest = manifest
        self.configJSON = configJSON
        self.stateFolder = stateFolder
        self.environment = environment
        self.generation = generation
        self.checkpoints = checkpoints
        self.windowBytes = windowBytes
        self.checkpointFlushMs = checkpointFlushMs
    }
}

extension LaunchPlan {
    /// The frames that START the adapter, in order.
    var openingFrames: [[UInt8]] {
        let start = HostFrame.Start(
            instance: instance.text, configJSON: configJSON, stateFolder: stateFolder, generation: generation,
            pulseMs: UInt32(clamping: max(100, manifest.maxSilenceMs / 4)), window: UInt64(windowBytes),
            checkpointFlushMs: UInt32(clamping: checkpointFlushMs), manifest: manifest.bytes)
        return HostFrame.checkpoints(checkpoints) + [HostFrame.start(start)]
    }
}
