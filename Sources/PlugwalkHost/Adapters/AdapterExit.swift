internal import AdapterABI

/// How one start of an instance ended.
package struct AdapterExit: Sendable, Equatable {
    /// The end of the place where the adapter ran.
    package enum End: Sendable, Equatable {
        /// The worker process left by itself with this code.
        case exited(Int32)
        case signalled(Int32)
        /// The in-process runtime returned.
        case returned
        /// The in-process thread could not be made to return; it stays until the host restarts.
        case wedged
        /// There was no process: launching failed.
        case notLaunched(String)
    }

    /// Why the host ended it, when it did.
    package enum Cause: Sendable, Equatable {
        case startDeadline
        case stopDeadline
        /// It was silent for longer than its manifest allows.
        case stalled
        /// The frames could not be understood.
        case violation(String)
    }

    package var end: End
    package var cause: Cause?
    /// The worker's own last words; nil when it ended without.
    package var report: ExitReport?
    /// The last lines of its standard output and error, unredacted.
    package var lastOutput: [String]

    package init(end: End, cause: Cause? = nil, report: ExitReport? = nil, lastOutput: [String] = []) {
        self.end = end
        self.cause = cause
        self.report = report
        self.lastOutput = lastOutput
    }
}

extension AdapterExit {
    /// What an end means for the instance's future.
    package enum Outcome: Sendable, Equatable {
        /// The source is exhausted.
        case finished
        /// It left because it was asked to.
        case stopped
        /// Not tried again until the configuration or the file changes.
        case misconfigured
        /// A saved position is unusable: a person decides.
        case parked
        /// Tried again after a pause, without counting as a crash.
        case transient
        /// The file cannot be loaded.
        case rejected
        case crashed
        /// It runs on inside the host and cannot be ended: another start would be a second one.
        case wedged
    }

    /// The class of this end. `stopRequested`: the host had asked for it.
    package func outcome(stopRequested: Bool) -> Outcome {
        if end == .wedged { return .wedged }
        if cause == .stopDeadline && stopRequested { return .stopped }
        if cause != nil { return .crashed }
        guard let report, endsInOrder else { return .crashed }
        switch (report.stage, report.status) {
        case (.load, _): return .rejected
        case (.create, PW_E_CONFIG): return .misconfigured
        case (_, PW_E_CHECKPOINT): return .parked
        case (_, PW_E_TRANSIENT): return .transient
        case (.run, PW_DONE): return .finished
        case (.run, PW_OK), (.run, PW_STOPPING): return stopRequested ? .stopped : .crashed
        default: return .crashed
        }
    }

    /// One sentence for people. Contains the adapter's own words, unredacted.
    package var summary: String {
        if let cause { return cause.sentence }
        if let report, endsInOrder { return report.sentence }
        return end.sentence
    }

    private var endsInOrder: Bool { end == .exited(0) || end == .returned }
}

extension AdapterExit.Cause {
    fileprivate var sentence: String {
        switch self {
        case .startDeadline: "was not ready in time and was killed"
        case .stopDeadline: "did not stop within its grace time and was killed"
        case .stalled: "gave no sign of life for longer than its manifest allows and was ended"
        case .violation(let words): "broke the protocol: \(words)"
        }
    }
}

extension AdapterExit.End {
    fileprivate var sentence: String {
        switch self {
        case .exited(let code): "left without a word, with exit code \(code)"
        case .signalled(let number): "was ended by signal \(number)"
        case .returned: "returned without a word"
        case .wedged: "cannot be stopped inside the host; restart the host to get rid of it"
        case .notLaunched(let words): "could not be launched: \(words)"
        }
    }
}

extension ExitReport {
    fileprivate var sentence: String {
        let place =
            switch stage {
            case .load: "loading"
            case .create: "create()"
            case .run: "run()"
            }
        let words = text.isEmpty ? "" : ": \(text)"
        return "\(place) ended with \(statusName)\(words)"
    }

    private var statusName: String {
        switch status {
        case PW_OK: "PW_OK"
        case PW_STOPPING: "PW_STOPPING"
        case PW_BUSY: "PW_BUSY"
        case PW_DONE: "PW_DONE"
        case PW_E_INVALID: "PW_E_INVALID"
        case PW_E_TOO_BIG: "PW_E_TOO_BIG"
        case PW_E_CONFIG: "PW_E_CONFIG"
        case PW_E_CHECKPOINT: "PW_E_CHECKPOINT"
        case PW_E_TRANSIENT: "PW_E_TRANSIENT"
        case PW_E_INTERNAL: "PW_E_INTERNAL"
        default: "status \(status)"
        }
    }
}
