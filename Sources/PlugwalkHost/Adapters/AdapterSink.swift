/// Where an instance's batches and words go. All calls for one start of an instance come from one thread, one after the other.
///
/// Nothing here is redacted or checked beyond its structure.
package protocol AdapterSink: AnyObject, Sendable {
    /// Takes a batch over. Blocking here is the back-pressure: the adapter gets its credit back when this returns, and until then
    /// can send what is left of its window. Batches come in the order of their sequence, the last one before `ended`.
    func accept(_ batch: RawBatch, from instance: InstanceID)

    /// A report that differs from the one before.
    func health(_ health: AdapterHealth, of instance: InstanceID)

    /// A line that the adapter logged, or wrote to its standard output or error.
    func log(_ line: AdapterLogLine, of instance: InstanceID)

    /// The instance has ended; the last call for this start.
    func ended(_ exit: AdapterExit, of instance: InstanceID)
}

/// One line of an adapter's log, at most `PW_MAX_LOG` bytes.
package struct AdapterLogLine: Equatable, Sendable {
    package enum Origin: Sendable {
        /// `pw_host.log`
        case log
        /// Standard output or error of the worker.
        case output
        /// The host itself, on the instance's behalf.
        case host
    }

    package var origin: Origin
    /// As syslog's: 3 error, 4 warning, 5 notice, 6 info, 7 debug.
    package var level: Int32
    package var message: String

    package init(origin: Origin, level: Int32, message: String) {
        self.origin = origin
        self.level = level
        self.message = message
    }
}
