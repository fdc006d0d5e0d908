/// One source of events: what an author writes.
///
/// The life of an instance: `init`, `start(emit:)`, release. All of it happens on one thread, except `stop()`. Adapters are
/// synchronous: they read, map, emit and wait on that thread, and need neither tasks nor locks.
public protocol Adapter: AnyObject, SendableMetatype {
    /// What a person types after `--source`; the same as in the manifest.
    static var name: StaticString { get }

    /// Reads the configuration and the saved positions. Opens nothing but its own memory.
    init(_ start: Start) throws(AdapterError)

    /// Works until the source is exhausted (returns), something failed (throws) or the emitter says to stop (returns).
    func start(emit: Emitter) throws(AdapterError)

    /// Wakes whatever the adapter waits in besides `Emitter.wait`, which wakes by itself. Called from another thread while
    /// `start(emit:)` runs. Must not block.
    func stop()

    /// How the adapter fares. Asked before each batch and each wait.
    func health() -> Health

    /// The positions that have changed since the last call, behind all records that are done.
    func checkpoint() -> [Checkpoint]
}

extension Adapter {
    /// Nothing: `Emitter.wait` wakes by itself.
    public func stop() {}
    /// All is well.
    public func health() -> Health { .ok }
}

/// How an instance begins.
public struct Start: Sendable {
    /// The instance's id.
    public var instance: String
    /// 0 at the first start, one more at each restart of this instance.
    public var generation: UInt32
    /// What a person has set for this instance.
    public var configuration: Configuration
    /// A private, writable folder that survives upgrades.
    public var stateFolder: String
    /// The positions that were committed before this start, in no order.
    public var checkpoints: [Checkpoint]

    /// A start as a host would make it, for tests.
    public init(
        instance: String, generation: UInt32 = 0, configuration: Configuration, stateFolder: String = "",
        checkpoints: [Checkpoint] = []
    ) {
        self.instance = instance
        self.generation = generation
        self.configuration = configuration
        self.stateFolder = stateFolder
        self.checkpoints = checkpoints
    }
}
