/// The life of one instance over all its starts: which state follows from what happens, and what is to be done then.
///
/// A pure state machine: time, randomness and positions come in as arguments, actions go out; its owner does them. The rules:
/// - Backoff after a crash or a transient failure: 0.5 s, doubling to 60 s, of which a random part is waited (full jitter); it
///   begins anew after ten minutes of running with at least one commit. (Time alone would reward slow crash loops.)
/// - Quarantine after five crashes in ten minutes, or three in a row at the same committed position: then the input is what
///   kills it, and trying again cannot help.
package struct InstanceLifecycle: Sendable {
    package struct Limits: Sendable {
        package var startDeadline = Duration.seconds(5)
        package var firstBackoff = Duration.milliseconds(500)
        package var longestBackoff = Duration.seconds(60)
        /// Running so long, with a commit, makes the next failure the first.
        package var healthyAfter = Duration.seconds(600)
        package var crashWindow = Duration.seconds(600)
        package var crashesInWindow = 5
        package var crashesAtOnePosition = 3

        package init() {}
    }

    package enum Event: Sendable {
        /// Somebody wants it to run: also lifts a quarantine and the like.
        case start
        case stop
        /// `create()` has succeeded.
        case ready
        case ended(AdapterExit.Outcome)
        /// Looked at: how long it has been silent.
        case tick(silence: Duration)
    }

    package enum Action: Equatable, Sendable {
        case launch(generation: UInt32)
        case requestStop(grace: Duration, because: AdapterExit.Cause?)
        case kill(AdapterExit.Cause)
        case stateChanged(InstanceState)
    }

    package private(set) var state = InstanceState.found
    /// Of the running or the last start.
    package private(set) var generation: UInt32
    /// When it is to be looked at again at the latest; nil when nothing is pending.
    package private(set) var deadline: MonotonicTime?
    /// Starts after the first.
    package private(set) var restarts = 0

    /// Time between the request to stop and the kill.
    package var stopGrace: Duration
    package var maxSilence: Duration
    private let limits: Limits
    private var hasStarted = false
    private var failuresInRow = 0
    private var crashes: [MonotonicTime] = []
    private var crashPositions: [UInt64] = []
    private var startedAt = MonotonicTime(nanoseconds: 0)
    private var positionAtStart: UInt64 = 0
    /// Start again as soon as the running start has ended.
    private var startAfterEnd = false

    /// - Parameter firstGeneration: One more than that of the last start in an earlier life of the host, so that batch numbers
    ///   never repeat.
    package init(firstGeneration: UInt32, stopGrace: Duration, maxSilence: Duration, limits: Limits = Limits()) {
        generation = firstGeneration
        self.stopGrace = stopGrace
        self.maxSilence = maxSilence
        self.limits = limits
    }

    /// - Parameters:
    ///   - position: Anything that changes with each commit of the instance.
    ///   - random: A number in 0..<1, for the jitter.
    package mutating func handle(
        _ event: Event, now: MonotonicTime, position: UInt64, random: Double
    ) -> [Action] {
        let before = state
        var actions: [Action] =
            switch event {
            case .start: start(now, position)
            case .stop: stop(now)
            case .ready: ready(now)
            case .ended(let outcome): ended(outcome, now, position, random)
            case .tick(let silence): tick(silence, now, position)
            }
        if state != before { actions.append(.stateChanged(state)) }
        return actions
    }
}

extension InstanceLifecycle {
    private mutating func start(_ now: MonotonicTime, _ position: UInt64) -> [Action] {
        if state == .draining { startAfterEnd = true }
        guard !state.isAlive else { return [] }
        failuresInRow = 0
        crashes = []
        crashPositions = []
        return launch(now, position)
    }

    private mutating func launch(_ now: MonotonicTime, _ position: UInt64) -> [Action] {
        if hasStarted {
            generation += 1
            restarts += 1
        }
        hasStarted = true
        state = .starting
        startedAt = now
        positionAtStart = position
        deadline = now + limits.startDeadline
        return [.launch(generation: generation)]
    }

    private mutating func stop(_ now: MonotonicTime) -> [Action] {
        startAfterEnd = false
        switch state {
        case .starting, .running, .stalled:
            state = .draining
            deadline = now + stopGrace
            return [.requestStop(grace: stopGrace, because: nil)]
        case .draining, .rejected, .finished, .quarantined, .misconfigured, .parked: return []
        case .found, .stopped, .backoff:  // nothing is alive
            state = .stopped
            deadline = nil
            return []
        }
    }

    private mutating func ready(_ now: MonotonicTime) -> [Action] {
        guard state == .starting else { return [] }
        state = .running
        deadline = now + maxSilence
        return []
    }

    private mutating func tick(_ silence: Duration, _ now: MonotonicTime, _ position: UInt64) -> [Action] {
        guard let deadline else { return [] }
        if state == .running { return watch(silence, now) }
        guard now >= deadline else { return [] }
        self.deadline = nil
        switch state {
        case .starting: return [.kill(.startDeadline)]
        case .draining: return [.kill(.stopDeadline)]
        case .stalled: return [.kill(.stalled)]
        case .backoff: return launch(now, position)
        default: return []
        }
    }

    /// A silent instance is asked to stop, and killed when it does not.
    private mutating func watch(_ silence: Duration, _ now: MonotonicTime) -> [Action] {
        guard silence >= maxSilence else {
            deadline = now + (maxSilence - silence)
            return []
        }
        state = .stalled
        deadline = now + stopGrace
        return [.requestStop(grace: stopGrace, because: .stalled)]
    }
}

extension InstanceLifecycle {
    /// How often it crashed within the window that counts.
    package var crashCount: Int { crashes.count }

    private mutating func ended(
        _ outcome: AdapterExit.Outcome, _ now: MonotonicTime, _ position: UInt64, _ random: Double
    ) -> [Action] {
        guard state.isAlive else { return [] }
        deadline = nil
        if state == .draining { return drained(outcome, now, position) }
        switch outcome {
        case .finished: state = .finished
        case .stopped: state = .stopped
        case .misconfigured: state = .misconfigured
        case .parked: state = .parked
        case .rejected: state = .rejected
        case .wedged: state = .quarantined
        case .transient: waitBeforeNext(now, position, random)
        case .crashed: crashed(now, position, random)
        }
        return []
    }

    /// It was to stop, and has: how does not matter any more, except for what it will say next time too.
    private mutating func drained(_ outcome: AdapterExit.Outcome, _ now: MonotonicTime, _ position: UInt64) -> [Action] {
        if startAfterEnd {
            startAfterEnd = false
            return launch(now, position)
        }
        state = outcome == .finished ? .finished : .stopped
        return []
    }

    private mutating func crashed(_ now: MonotonicTime, _ position: UInt64, _ random: Double) {
        crashes = crashes.filter { now - $0 < limits.crashWindow } + [now]
        crashPositions = (crashPositions.last == position ? crashPositions : []) + [position]
        if crashes.count >= limits.crashesInWindow || crashPositions.count >= limits.crashesAtOnePosition {
            state = .quarantined
        } else {
            waitBeforeNext(now, position, random)
        }
    }

    private mutating func waitBeforeNext(_ now: MonotonicTime, _ position: UInt64, _ random: Double) {
        if now - startedAt >= limits.healthyAfter && position != positionAtStart { failuresInRow = 0 }
        let ceiling = min(limits.longestBackoff, limits.firstBackoff * (1 << min(failuresInRow, 16)))
        failuresInRow += 1
        state = .backoff
        deadline = now + ceiling * random
    }
}
