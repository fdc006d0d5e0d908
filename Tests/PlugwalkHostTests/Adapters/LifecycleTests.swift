import PlugwalkHost
import TestSupport
import Testing

/// A lifecycle under a clock of its own; each step gives the state and what is to be done, as words.
private struct Rig {
    var lifecycle: InstanceLifecycle
    var now = MonotonicTime(nanoseconds: 0)
    var position: UInt64 = 0

    init(generation: UInt32 = 0) {
        lifecycle = InstanceLifecycle(firstGeneration: generation, stopGrace: .seconds(5), maxSilence: .seconds(30))
    }

    /// With the whole of the backoff waited, so that times are exact.
    @discardableResult
    mutating func step(_ event: InstanceLifecycle.Event, after seconds: Double = 0) -> [String] {
        now = now + .milliseconds(Int64(seconds * 1000))
        let actions = lifecycle.handle(event, now: now, position: position, random: 1)
        return actions.compactMap { action in
            switch action {
            case .launch(let generation): "launch \(generation)"
            case .requestStop(_, let cause): cause == nil ? "stop" : "stop because \(cause!)"
            case .kill(let cause): "kill \(cause)"
            case .stateChanged: nil
            }
        }
    }

    var state: InstanceState { lifecycle.state }
    var wait: Duration? { lifecycle.deadline.map { $0 - now } }

    mutating func run() {
        step(.start)
        step(.ready)
    }
}

@Suite struct LifecycleTests {
    @Test func `the good life`() {
        var rig = Rig(generation: 4)
        #expect(rig.state == .found)
        #expect(rig.step(.start) == ["launch 4"])
        #expect(rig.state == .starting)
        #expect(rig.step(.ready) == [])
        #expect(rig.state == .running)
        #expect(rig.step(.stop) == ["stop"])
        #expect(rig.state == .draining)
        #expect(rig.step(.ended(.stopped)) == [])
        #expect(rig.state == .stopped)
        #expect(rig.wait == nil)
        #expect(rig.step(.start) == ["launch 5"])
    }

    @Test(arguments: [
        (AdapterExit.Outcome.finished, InstanceState.finished), (.stopped, .stopped), (.misconfigured, .misconfigured),
        (.parked, .parked), (.rejected, .rejected), (.transient, .backoff), (.crashed, .backoff), (.wedged, .quarantined),
    ])
    func `each class of end has its state`(outcome: AdapterExit.Outcome, state: InstanceState) {
        for isReady in [false, true] {
            var rig = Rig()
            rig.step(.start)
            if isReady { rig.step(.ready) }
            rig.step(.ended(outcome))
            #expect(rig.state == state)
            #expect((rig.wait != nil) == (state == .backoff))
        }
    }

    @Test func `backoff doubles from half a second to a minute, and transient failures never lead to quarantine`() {
        var rig = Rig()
        rig.step(.start)
        var waits: [Duration] = []
        for _ in 0..<10 {
            rig.step(.ready)
            rig.step(.ended(.transient))
            waits.append(rig.wait!)
            #expect(rig.step(.tick(silence: .zero), after: 60).count == 1)
        }
        #expect(waits == [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000].map { .milliseconds($0) })
        #expect(rig.lifecycle.restarts == 10)
    }

    @Test func `the jitter takes a random part of the backoff`() {
        for (random, wait) in [(0.0, Duration.zero), (0.5, .milliseconds(250))] {
            var lifecycle = InstanceLifecycle(firstGeneration: 0, stopGrace: .seconds(5), maxSilence: .seconds(30))
            let now = MonotonicTime(nanoseconds: 1)
            for event in [InstanceLifecycle.Event.start, .ready, .ended(.transient)] {
                _ = lifecycle.handle(event, now: now, position: 0, random: random)
            }
            #expect(lifecycle.deadline! - now == wait)
        }
    }

    @Test func `three crashes at one position are a quarantine, which a start lifts`() {
        var rig = Rig()
        rig.step(.start)
        for _ in 0..<2 {
            rig.step(.ended(.crashed))
            #expect(rig.state == .backoff)
            rig.step(.tick(silence: .zero), after: 60)
        }
        rig.step(.ended(.crashed))
        #expect(rig.state == .quarantined)
        #expect(rig.wait == nil)
        rig.step(.stop)
        #expect(rig.state == .quarantined)
        #expect(rig.step(.start) == ["launch 3"])
        rig.step(.ended(.crashed))
        #expect(rig.state == .backoff)
    }

    @Test(arguments: [(60.0, InstanceState.quarantined), (200.0, .backoff)])
    func `five crashes are a quarantine only within ten minutes`(pause: Double, state: InstanceState) {
        var rig = Rig()
        rig.step(.start)
        for crash in 1...5 {
            rig.position += 1  // it makes progress between the crashes
            rig.step(.ended(.crashed))
            if crash < 5 { rig.step(.tick(silence: .zero), after: pause) }
        }
        #expect(rig.state == state)
    }

    @Test(arguments: [(true, Duration.milliseconds(500)), (false, .milliseconds(1000))])
    func `ten minutes of running begin the backoff anew only with a commit`(commits: Bool, wait: Duration) {
        var rig = Rig()
        rig.step(.start)
        rig.step(.ended(.transient))
        rig.step(.tick(silence: .zero), after: 1)
        rig.step(.ready)
        if commits { rig.position += 1 }
        rig.step(.ended(.transient), after: 601)
        #expect(rig.wait == wait)
    }

    @Test func `what is not ready in time is killed`() {
        var rig = Rig()
        rig.step(.start)
        #expect(rig.step(.tick(silence: .seconds(4)), after: 4) == [])
        #expect(rig.step(.tick(silence: .seconds(5)), after: 1) == ["kill startDeadline"])
        #expect(rig.step(.tick(silence: .seconds(6)), after: 1) == [])
        rig.step(.ended(.crashed))
        #expect(rig.state == .backoff)
    }

    @Test func `what does not stop within its grace is killed`() {
        var rig = Rig()
        rig.run()
        rig.step(.stop)
        #expect(rig.step(.stop) == [])
        #expect(rig.step(.tick(silence: .zero), after: 5) == ["kill stopDeadline"])
        rig.step(.ended(.stopped))
        #expect(rig.state == .stopped)
    }

    @Test func `a silent instance is asked to stop, then killed, and started again`() {
        var rig = Rig()
        rig.run()
        #expect(rig.step(.tick(silence: .seconds(10)), after: 30) == [])
        #expect(rig.wait == .seconds(20))
        #expect(rig.step(.tick(silence: .seconds(30)), after: 20) == ["stop because stalled"])
        #expect(rig.state == .stalled)
        #expect(rig.step(.tick(silence: .seconds(35)), after: 5) == ["kill stalled"])
        rig.step(.ended(.crashed))
        #expect(rig.state == .backoff)
        #expect(rig.step(.tick(silence: .zero), after: 1) == ["launch 1"])
    }

    @Test func `a start while draining comes after the end`() {
        var rig = Rig()
        rig.run()
        rig.step(.stop)
        #expect(rig.step(.start) == [])
        #expect(rig.step(.ended(.stopped)) == ["launch 1"])
        #expect(rig.state == .starting)
    }

    @Test func `a stop during backoff ends the waiting`() {
        var rig = Rig()
        rig.step(.start)
        rig.step(.ended(.crashed))
        rig.step(.stop)
        #expect(rig.state == .stopped)
        #expect(rig.step(.tick(silence: .zero), after: 100) == [])
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `whatever happens, there is never a second start beside a living one`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var rig = Rig()
        var isAlive = false
        let outcomes: [AdapterExit.Outcome] = [.finished, .stopped, .misconfigured, .parked, .transient, .rejected, .crashed]
        for _ in 0..<200 {
            let events: [InstanceLifecycle.Event] =
                [.start, .stop, .tick(silence: .seconds(Int64.random(in: 0...40, using: &random)))]
                + (isAlive ? [.ready, .ended(outcomes.randomElement(using: &random)!)] : [])
            let event = events.randomElement(using: &random)!
            if case .ended = event { isAlive = false }
            let actions = rig.step(event, after: Double.random(in: 0...20, using: &random))
            for action in actions where action.hasPrefix("launch") {
                #expect(!isAlive, "seed \(seed)")
                isAlive = true
            }
            #expect(rig.state.isAlive == isAlive, "seed \(seed)")
        }
    }
}
