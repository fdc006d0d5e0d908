internal import PlugwalkModel
internal import Redaction
internal import Synchronization
internal import Threading

/// Leads what adapters send into the intake of their instance and on to the writer of their dataset.
///
/// `accept` runs on the instance's own thread, so that sources are checked and redacted side by side; it waits while the writer's
/// queue is full, which is what makes an adapter wait.
final class IntakeSink: AdapterSink {
    /// Where an instance's events go.
    private final class Place: @unchecked Sendable {
        // @unchecked because the intake is used by the instance's thread alone, and its starts follow one another.
        let intake: Intake
        let runtime: DatasetRuntime

        init(intake: Intake, runtime: DatasetRuntime) {
            self.intake = intake
            self.runtime = runtime
        }
    }

    private struct State {
        var places: [InstanceID: Place] = [:]
        var reports: [InstanceID: AdapterHealth] = [:]
        /// How its last start ended, redacted.
        var ends: [InstanceID: String] = [:]
        /// What a line leaves open for the next one: a key file comes line by line.
        var lines: [InstanceID: StreamState] = [:]
    }

    private let state = Monitor(State())
    /// For words outside of batches. Made when it is needed, so that a start does not wait for the rules.
    private let redactor = Mutex<Redactor?>(nil)
    private let log: Log

    init(log: Log) { self.log = log }

    /// Makes a place for an instance. To be called before it is started.
    func open(
        _ instance: InstanceID, _ profile: InstanceProfile, in runtime: DatasetRuntime, installationKey: InstallationKey,
        clock: any TimeSource, timeShift: Int64
    ) {
        let intake = Intake(
            profile: profile, installationKey: installationKey.bytes, redactor: Redactor(), clock: clock, timeShift: timeShift)
        let place = Place(intake: intake, runtime: runtime)
        state.withLock { state in
            state.places[instance] = place
            state.reports[instance] = nil
        }
    }

    /// Lets go of what is kept for an instance that has ended and does not come back.
    func close(_ instance: InstanceID) {
        state.withLock { state in
            state.places[instance] = nil
            state.reports[instance] = nil
            state.ends[instance] = nil
            state.lines[instance] = nil
        }
    }

    func runtime(of instance: InstanceID) -> DatasetRuntime? { state.withLock { $0.places[instance]?.runtime } }

    /// The last health that the instance reported, redacted.
    func report(of instance: InstanceID) -> AdapterHealth? { state.withLock { $0.reports[instance] } }

    /// Blocks until the instance has reported its health; nil when the time is over first.
    func report(of instance: InstanceID, until deadline: Deadline) -> AdapterHealth? {
        state.wait(until: deadline) { $0.reports[instance] }
    }

    /// How the instance's last start ended, redacted; nil when none has.
    func lastWords(of instance: InstanceID) -> String? { state.withLock { $0.ends[instance] } }

    func accept(_ batch: RawBatch, from instance: InstanceID) {
        guard let place = state.withLock({ $0.places[instance] }) else { return }
        _ = place.runtime.writer.append(place.intake.take(batch))
    }

    /// Redacts the words of an adapter, and puts them on one line: they stand in logs and on terminals.
    func redact(_ words: String) -> String { redactor.withLock { $0.made().redact(text: words) }.singleLine }

    func health(_ health: AdapterHealth, of instance: InstanceID) {
        var redacted = health
        redacted.message = redact(health.message)
        redacted.detailJSON = nil
        state.update { $0.reports[instance] = redacted }
    }

    func log(_ line: AdapterLogLine, of instance: InstanceID) {
        log.write(.init(syslog: line.level), "adapter.\(instance)", redact(line, of: instance))
    }

    private func redact(_ line: AdapterLogLine, of instance: InstanceID) -> String {
        var open = state.withLock { $0.lines[instance] } ?? StreamState()
        defer { state.withLock { $0.lines[instance] = open } }
        return redactor.withLock { $0.made().redact(text: line.message + "\n", state: &open) }
    }

    func ended(_ exit: AdapterExit, of instance: InstanceID) {
        let words = redact(exit.summary)
        state.withLock { $0.ends[instance] = words }
        log.write(.notice, "adapter.\(instance)", words)
    }
}

extension Redactor? {
    fileprivate mutating func made() -> Redactor {
        let redactor = self ?? Redactor()
        self = redactor
        return redactor
    }
}

extension Log.Level {
    /// The level of a syslog number: 3 error, 4 warning, 5 notice, 6 info, 7 debug.
    init(syslog level: Int32) {
        self =
            switch level {
            case ...3: .error
            case 4: .warning
            case 5: .notice
            case 6: .info
            default: .debug
            }
    }
}
