/// A kind of place where adapters run: a process of their own, or a thread of the host.
package protocol AdapterPlace: Sendable {
    /// Starts the runtime with the plan's file. It waits for the opening frames on its socket.
    func launch(_ plan: LaunchPlan) throws(SystemError) -> any AdapterHost
}

/// One place where one adapter runs. Used by the instance's thread, except `kill`, which any thread may call.
package protocol AdapterHost: AnyObject, Sendable {
    /// The host's end of the socket pair.
    var socket: Descriptor { get }
    /// Where the adapter's standard output and error can be read, non-blocking; nil when they are not caught.
    var output: Descriptor? { get }
    /// Becomes readable when the adapter has ended, even when a child of it keeps the socket open; nil when there is no such thing.
    var endSignal: Descriptor? { get }

    /// The adapter's process; nil inside the host.
    var processID: Int32? { get }

    /// Ends the adapter without its help, as far as that is possible here. Does not wait.
    func kill()

    /// Waits up to `timeout` for the end. Returns nil when it has not come.
    func reap(timeout: Duration) -> AdapterExit.End?

    /// Gives up on an adapter that did not end after `kill`: keeps what it may still use for as long as the host lives.
    func abandon()
}
