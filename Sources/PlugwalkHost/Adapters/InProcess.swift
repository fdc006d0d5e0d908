internal import AdapterRuntime
internal import Glibc
internal import Threading

/// Runs adapters on threads of the host, for `--isolation in-process`: the same runtime, the same frames, the same checks of them,
/// but a crash of an adapter is a crash of the host. What it prints goes where the host's output goes.
package struct InProcessPlace: AdapterPlace {
    package init() {}

    package func launch(_ plan: LaunchPlan) throws(SystemError) -> any AdapterHost {
        let (ours, theirs) = try Descriptor.socketPair()
        let adapter = InProcessAdapter(file: plan.file, name: plan.instance.text, ours: ours, theirs: theirs)
        do { try adapter.thread.start() } catch { throw SystemError("start a thread", code: error.code) }
        return adapter
    }
}

/// One adapter on a thread of the host.
final class InProcessAdapter: AdapterHost {
    let thread: Thread
    let socket: Descriptor
    let output: Descriptor? = nil
    let endSignal: Descriptor? = nil
    let processID: Int32? = nil
    private let hasReturned: Monitor<Bool>

    init(file: String, name: String, ours: Descriptor, theirs: Descriptor) {
        socket = ours
        let hasReturned = Monitor(false)
        self.hasReturned = hasReturned
        // The adapter's own code runs here: it gets the stack that a process's first thread has.
        thread = Thread(name: "adapter \(name)", stackBytes: 8 << 20) {
            file.withCString { path in
                var options = pwr_options(socket: theirs.number, path: path, own_process: false, probe: false)
                _ = pwr_run(&options)
            }
            shutdown(theirs.number, Int32(SHUT_RDWR))
            hasReturned.update { $0 = true }
        }
    }

    /// Takes the socket away, which the runtime answers by asking the adapter to stop at once. Nothing can stop a thread that
    /// does not listen.
    func kill() { shutdown(socket.number, Int32(SHUT_RDWR)) }

    func reap(timeout: Duration) -> AdapterExit.End? {
        guard hasReturned.wait(until: Deadline(after: timeout), for: { $0 ? true : nil }) != nil else { return nil }
        thread.join()
        return .returned
    }

    func abandon() { _ = Unmanaged.passRetained(self) }
}
