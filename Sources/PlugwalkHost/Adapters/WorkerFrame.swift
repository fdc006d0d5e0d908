package import AdapterABI
internal import AdapterRuntime

/// The frames that a worker sends; the numbers and bodies are described in `plugwalk_runtime/frames.h`.
package enum WorkerFrameType: UInt16, CaseIterable, Sendable {
    case hello = 16
    case batch = 17
    case health = 18
    case log = 19
    case pulse = 20
    case exit = 21

    /// How long a body of this type can be, in bytes.
    package var bodyLengths: ClosedRange<Int> {
        let text = Int(PW_MAX_LOG)
        return switch self {
        case .hello: 12...12
        case .batch: 16...Int(PWR_MAX_BODY)
        case .health: 32...32 + text + Int(PW_MAX_TEXT)
        case .log: 4...4 + text
        case .pulse: 0...0
        case .exit: 8...8 + text
        }
    }
}

/// One frame from a worker, decoded.
package enum WorkerFrame: Sendable {
    case hello(AdapterHello)
    case batch(RawBatch)
    case health(AdapterHealth)
    case log(level: Int32, message: String)
    case pulse
    case exit(ExitReport)
}

/// The adapter is loaded and created.
package struct AdapterHello: Equatable, Sendable {
    package var abiMajor: UInt16
    package var abiMinor: UInt16
    /// The oldest minor version the adapter can live with.
    package var abiMinorNeeded: UInt16
    /// As the worker says; the host knows its own child better.
    package var pid: UInt32
}

/// What an adapter said of itself with `report()`. Texts are the adapter's: unredacted.
package struct AdapterHealth: Equatable, Sendable {
    package enum State: Int, Comparable, Sendable {
        case ok = 1
        /// Working, with loss, lag or retries.
        case degraded = 2
        /// No progress; may recover without help.
        case failing = 3

        package static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
    }

    package var state: State
    package var message: String
    /// One JSON object with figures, unchecked; nil when there is none.
    package var detailJSON: String?
    /// Age of the newest record that is not yet emitted, in nanoseconds.
    package var lagNs: Int64?
    /// Records or bytes not yet read.
    package var backlog: Int64?
    /// Of a first read: 10,000 is all.
    package var progressBasisPoints: UInt32?

    package init(
        state: State, message: String = "", detailJSON: String? = nil, lagNs: Int64? = nil, backlog: Int64? = nil,
        progressBasisPoints: UInt32? = nil
    ) {
        self.state = state
        self.message = message
        self.detailJSON = detailJSON
        self.lagNs = lagNs
        self.backlog = backlog
        self.progressBasisPoints = progressBasisPoints
    }
}

/// How loading, `create()` or `run()` ended, in the worker's words.
package struct ExitReport: Equatable, Sendable {
    package enum Stage: UInt32, Sendable {
        /// The file could not be loaded, or its table was refused.
        case load = 0
        case create = 1
        case run = 2
    }

    package var status: pw_status
    package var stage: Stage
    /// Why; the adapter's text, unredacted. May be empty.
    package var text: String

    package init(status: pw_status, stage: Stage, text: String) {
        self.status = status
        self.stage = stage
        self.text = text
    }
}
