internal import Threading

/// What the store knows of an instance when it is started again.
package protocol CommittedPositions: Sendable {
    /// The positions to start from. Called when the earlier start has ended; it returns after every batch that the sink took
    /// from it is committed (or refused), so that nothing is read twice that need not be.
    /// Nil when they cannot be read now: the start is tried again later.
    func checkpoints(of instance: InstanceID) -> [Checkpoint]?

    /// Any number that changes with each commit of the instance.
    func commits(of instance: InstanceID) -> UInt64
}

/// What an instance is made of.
package struct InstancePlan: Sendable {
    package var id: InstanceID
    package var adapter: StagedAdapter
    /// One JSON object of strings.
    package var configJSON: String
    /// A private folder; exists.
    package var stateFolder: String
    /// All of the worker's environment.
    package var environment: [String: String]
    /// One more than the generation of its last start in an earlier life of the host.
    package var firstGeneration: UInt32
    /// How long a position without events may wait until it is handed over, in milliseconds.
    package var checkpointFlushMs: Int

    package init(
        id: InstanceID, adapter: StagedAdapter, configJSON: String, stateFolder: String, environment: [String: String] = [:],
        firstGeneration: UInt32 = 0, checkpointFlushMs: Int = Settings.defaultCheckpointFlushMs
    ) {
        self.id = id
        self.adapter = adapter
        self.configJSON = configJSON
        self.stateFolder = stateFolder
        self.environment = environment
        self.firstGeneration = firstGeneration
        self.checkpointFlushMs = checkpointFlushMs
    }
}

/// How an instance does, for `/health`.
package struct InstanceStatus: Sendable {
    package var id: InstanceID
    package var state: InstanceState
    package var adapter: StagedAdapter
    package var generation: UInt32
    package var restarts: Int
    /// How often it crashed lately, within the time that counts for its quarantine.
    package var crashes: Int = 0
    /// The worker's process while it runs; nil inside the host.
    package var processID: Int32?
    /// Of the last start that ended; its texts are unredacted.
    package var lastExit: AdapterExit?
}

/// Starts, watches, stops and restarts the instances. Blocking calls are marked; the others return at once.
///
/// One thread, the supervisor, owns all instances: what is asked for, and what the instances tell, comes to it through one
/// queue, and `InstanceLifecycle` says what follows.
package final class AdapterSupervisor: Sendable {
    enum Message: Sendable {
        case add(InstancePlan, start: Bool)
        case start(InstanceID)
        case stop(InstanceID)
        case forget(InstanceID)
        case news(InstanceID, AdapterInstance.News)
        case quit
    }

    private let inbox = BoundedQueue<Message>(maxCount: 1024)
    private let board = Monitor([InstanceID: InstanceStatus]())
    private let thread: Thread

    /// - Parameters:
    ///   - observe: Hears every change of a state, on the supervisor's thread. It must not block.
    package init(
        place: any AdapterPlace, sink: any AdapterSink, positions: any CommittedPositions,
        limits: InstanceLifecycle.Limits = .init(), observe: @escaping @Sendable (InstanceStatus) -> Void = { _ in }
    ) {
        let (inbox, board) = (inbox, board)
        thread = Thread(name: "supervisor") {
            var room = SupervisorRoom(
                place: place, sink: sink, positions: positions, limits: limits, inbox: inbox,
                publish: { status in
                    board.update { $0[status.id] = status }
                    observe(status)
                },
                withdraw: { id in board.update { $0[id] = nil } })
            room.run()
        }
    }

    /// Starts the supervisor's thread.
    package func open() throws(SystemError) {
        do { try thread.start() } catch { throw SystemError("start a thread", code: error.code) }
    }

    /// Makes an instance known, and starts it if `start` is set. An instance that is known already gets a new plan (another
    /// file, another configuration): if it runs it drains first, and starts again with the new plan from its committed
    /// positions.
    package func add(_ plan: InstancePlan, start: Bool) {
        board.update { board in
            guard let known = board[plan.id] else {
                board[plan.id] = InstanceStatus(
                    id: plan.id, state: .found, adapter: plan.adapter, generation: plan.firstGeneration, restarts: 0)
                return
            }
            // Who waits for this start must not be told how the one before ended.
            if start && !known.state.isAlive { board[plan.id]?.state = .found }
        }
        _ = inbox.push(.add(plan, start: start))
    }

    /// Starts an instance that does not run; lifts whatever kept it from running.
    package func start(_ id: InstanceID) { _ = inbox.push(.start(id)) }

    /// Asks an instance to stop; it is killed when its grace time is over.
    package func stop(_ id: InstanceID) { _ = inbox.push(.stop(id)) }

    /// Lets go of an instance that has ended: another has taken its place.
    package func forget(_ id: InstanceID) { _ = inbox.push(.forget(id)) }

    /// All instances, by id.
    package var statuses: [InstanceStatus] { board.withLock { $0.values.sorted { $0.id < $1.id } } }

    /// Blocks until `condition` holds for the instance; its status then, or nil when `timeout` passes first.
    package func wait(
        for id: InstanceID, timeout: Duration, until condition: (InstanceStatus) -> Bool
    ) -> InstanceStatus? {
        board.wait(until: Deadline(after: timeout)) { board in board[id].flatMap { condition($0) ? $0 : nil } }
    }

    /// Stops all instances side by side, and the supervisor. Blocks until they have ended, which is the longest grace time and
    /// what a kill takes at most, as long as the sink takes what they still say.
    package func close() {
        for status in statuses { stop(status.id) }
        _ = inbox.push(.quit)
        thread.join()
        inbox.close()
    }
}
