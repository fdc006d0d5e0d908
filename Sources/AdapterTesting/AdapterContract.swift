/// The rules that every replayable adapter keeps, checked against a finite source.
///
/// Give it a configuration whose source holds at least a few hundred records and does not change meanwhile.
public struct AdapterContract {
    private let adapter: AdapterUnderTest
    private let configuration: [String: String]

    /// The contract of `adapter` with this configuration.
    public init(_ adapter: AdapterUnderTest, configuration: [String: String]) {
        self.adapter = adapter
        self.configuration = configuration
    }

    /// What the adapter does wrong, in sentences; empty when it keeps the contract.
    public func violations() -> [String] {
        let whole = FakeHost()
        let status = whole.run(adapter, configuration: configuration)
        guard status >= 0 else { return ["run() gave \(status): \(whole.failure ?? "no text")"] }
        return events(whole) + positions(whole) + repetition(whole) + interruption(whole) + pressure(whole) + stop()
    }

    private func events(_ whole: FakeHost) -> [String] {
        whole.events.isEmpty ? ["the source gave no events"] : whole.events.flatMap { $0.problems() }
    }

    private func positions(_ whole: FakeHost) -> [String] {
        let again = FakeHost()
        again.adopt(whole)
        again.run(adapter, configuration: configuration)
        return again.events.isEmpty
            ? []
            : ["a start from the last checkpoints gave \(again.events.count) events again: a checkpoint does not cover its batch"]
    }

    private func repetition(_ whole: FakeHost) -> [String] {
        let again = FakeHost()
        again.run(adapter, configuration: configuration)
        return again.events.map(\.key) == whole.events.map(\.key) ? [] : ["a second reading of the source gave other keys"]
    }

    /// Killed before its n-th batch is taken and started again, the adapter must lose and skew nothing.
    private func interruption(_ whole: FakeHost) -> [String] {
        var found: [String] = []
        for survivors in 0..<min(whole.batches.count, 32) {
            let killed = FakeHost()
            killed.answer = { [unowned killed] _ in killed.batches.count < survivors ? .take : .refuse }
            killed.run(adapter, configuration: configuration)
            killed.answer = { _ in .take }
            killed.run(adapter, configuration: configuration)
            if Set(killed.events.map(\.key)) != Set(whole.events.map(\.key)) {
                found.append("a kill after \(survivors) batches changed the events")
            }
            if killed.counts != whole.counts { found.append("a kill after \(survivors) batches changed the counts") }
        }
        return found
    }

    /// A full queue makes the adapter offer the same batch again.
    private func pressure(_ whole: FakeHost) -> [String] {
        let slow = FakeHost()
        var refusals = 0
        slow.answer = { _ in
            refusals += 1
            return refusals % 3 == 0 ? .take : .busy
        }
        slow.run(adapter, configuration: configuration)
        return slow.events == whole.events ? [] : ["a full queue changed the events"]
    }

    private func stop() -> [String] {
        let run = BackgroundRun(adapter, on: FakeHost(), configuration: configuration)
        guard run.untilWaiting() else { return ["the adapter never waited"] }
        return run.stop() == nil ? ["the adapter did not stop within 5 s"] : []
    }
}
