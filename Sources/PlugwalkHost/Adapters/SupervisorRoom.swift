internal import Threading

/// What the supervisor's thread owns.
struct SupervisorRoom {
    /// One instance and its present start.
    private struct Ward {
        var plan: InstancePlan
        var lifecycle: InstanceLifecycle
        var instance: AdapterInstance?
        var processID: Int32?
        var lastExit: AdapterExit?
    }

    private let place: any AdapterPlace
    private let sink: any AdapterSink
    private let positions: any CommittedPositions
    private let limits: InstanceLifecycle.Limits
    private let inbox: BoundedQueue<AdapterSupervisor.Message>
    private let publish: (InstanceStatus) -> Void
    private let withdraw: (InstanceID) -> Void
    private var wards: [InstanceID: Ward] = [:]
    private var isQuitting = false

    init(
        place: any AdapterPlace, sink: any AdapterSink, positions: any CommittedPositions, limits: InstanceLifecycle.Limits,
        inbox: BoundedQueue<AdapterSupervisor.Message>, publish: @escaping (InstanceStatus) -> Void,
        withdraw: @escaping (InstanceID) -> Void
    ) {
        self.place = place
        self.sink = sink
        self.positions = positions
        self.limits = limits
        self.inbox = inbox
        self.publish = publish
        self.withdraw = withdraw
    }

    /// Runs until it was asked to quit and no instance is alive.
    mutating func run() {
        while !(isQuitting && wards.values.allSatisfy { $0.instance == nil }) {
            guard let messages = inbox.pop(upTo: 64, timeout: timeUntilNextDeadline()) else { return }
            for message in messages { take(message) }
            tick()
        }
    }

    private func timeUntilNextDeadline() -> Duration? {
        guard let next = wards.values.compactMap(\.lifecycle.deadline).min() else { return nil }
        return max(.zero, next - .now())
    }

    private mutating func take(_ message: AdapterSupervisor.Message) {
        switch message {
        case .add(let plan, let start): add(plan, start)
        case .start(let id): if !isQuitting { handle(.start, id) }
        case .stop(let id): handle(.stop, id)
        case .forget(let id): forget(id)
        case .news(let id, .ready(let processID)):
            wards[id]?.processID = processID
            handle(.ready, id)
        case .news(let id, .ended(let exit)): ended(exit, id)
        case .quit: isQuitting = true
        }
    }

    private mutating func add(_ plan: InstancePlan, _ start: Bool) {
        let manifest = plan.adapter.manifest
        let (grace, silence) = (Duration.milliseconds(manifest.stopGraceMs), Duration.milliseconds(manifest.maxSilenceMs))
        if wards[plan.id] == nil {
            let lifecycle = InstanceLifecycle(
                firstGeneration: plan.firstGeneration, stopGrace: grace, maxSilence: silence, limits: limits)
            wards[plan.id] = Ward(plan: plan, lifecycle: lifecycle)
        } else {
            if wards[plan.id]?.instance != nil { handle(.stop, plan.id) }
            wards[plan.id]?.plan = plan
            wards[plan.id]?.lifecycle.stopGrace = grace
            wards[plan.id]?.lifecycle.maxSilence = silence
        }
        if start && !isQuitting { handle(.start, plan.id) }
    }

    private mutating func forget(_ id: InstanceID) {
        guard wards[id]?.instance == nil else { return }
        wards[id] = nil
        withdraw(id)
    }

    private mutating func ended(_ exit: AdapterExit, _ id: InstanceID) {
        guard var ward = wards[id] else { return }
        // It has told its end as the last thing.
        ward.instance?.join()
        ward.instance = nil
        ward.processID = nil
        ward.lastExit = exit
        wards[id] = ward
        handle(.ended(exit.outcome(stopRequested: ward.lifecycle.state == .draining)), id)
    }

    private mutating func tick() {
        let now = MonotonicTime.now()
        for (id, ward) in wards {
            guard let deadline = ward.lifecycle.deadline, now >= deadline else { continue }
            handle(.tick(silence: ward.instance?.silence(now: now) ?? .zero), id)
        }
    }

    private mutating func handle(_ event: InstanceLifecycle.Event, _ id: InstanceID) {
        guard var ward = wards[id] else { return }
        let actions = ward.lifecycle.handle(
            event, now: .now(), position: positions.commits(of: id), random: Double.random(in: 0..<1))
        wards[id] = ward
        for action in actions { perform(action, id) }
    }

    private mutating func perform(_ action: InstanceLifecycle.Action, _ id: InstanceID) {
        guard let ward = wards[id] else { return }
        switch action {
        case .launch(let generation): launch(ward.plan, generation)
        case .requestStop(let grace, let cause):
            if let cause { ward.instance?.blame(cause) }
            ward.instance?.requestStop(grace: grace)
        case .kill(let cause): ward.instance?.kill(because: cause)
        case .stateChanged:
            // Not the state of the action: a launch that failed at once has moved on already.
            publish(
                InstanceStatus(
                    id: id, state: ward.lifecycle.state, adapter: ward.plan.adapter, generation: ward.lifecycle.generation,
                    restarts: ward.lifecycle.restarts, crashes: ward.lifecycle.crashCount, processID: ward.processID,
                    lastExit: ward.lastExit))
        }
    }

    private mutating func launch(_ plan: InstancePlan, _ generation: UInt32) {
        guard let checkpoints = positions.checkpoints(of: plan.id) else {
            return failedToLaunch("its saved positions cannot be read now", plan.id)
        }
        let launch = LaunchPlan(
            instance: plan.id, file: plan.adapter.path, manifest: plan.adapter.manifest, configJSON: plan.configJSON,
            stateFolder: plan.stateFolder, environment: plan.environment, generation: generation,
            checkpoints: checkpoints, checkpointFlushMs: plan.checkpointFlushMs)
        let inbox = inbox
        let instance = AdapterInstance(launch, at: place, sink: sink) { news in _ = inbox.push(.news(plan.id, news)) }
        wards[plan.id]?.instance = instance
        do throws(SystemError) { try instance.start() } catch {
            failedToLaunch(error.description, plan.id)
        }
    }

    /// An end that no instance tells the sink of.
    private mutating func failedToLaunch(_ reason: String, _ id: InstanceID) {
        let exit = AdapterExit(end: .notLaunched(reason))
        sink.ended(exit, of: id)
        ended(exit, id)
    }
}
