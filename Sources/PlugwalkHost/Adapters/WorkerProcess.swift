internal import AdapterRuntime
internal import Glibc
internal import Synchronization

/// Runs each adapter in a process of its own, `plugwalk-worker`.
package struct WorkerPlace: AdapterPlace {
    /// Absolute path of the program `plugwalk-worker`.
    package var program: String

    package init(program: String) {
        // The worker begins in another folder.
        precondition(program.hasPrefix("/"), "the worker's path is not absolute: \(program)")
        self.program = program
    }

    package func launch(_ plan: LaunchPlan) throws(SystemError) -> any AdapterHost {
        let (ours, theirs) = try Descriptor.socketPair()
        let (output, outputEnd) = try Descriptor.pipe()
        var arguments = [program]
        if let memory = plan.manifest.memoryMB { arguments += ["--memory-mb", String(memory)] }
        if plan.isProbe { arguments.append("--probe") }
        arguments.append(plan.file)
        let environment = plan.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let process = try start(
            arguments, environment, folder: plan.stateFolder, socket: theirs.number, output: outputEnd.number)
        withExtendedLifetime((theirs, outputEnd)) {}
        return WorkerProcess(process, socket: ours, output: output)
    }

    private func start(
        _ arguments: [String], _ environment: [String], folder: String, socket: Int32, output: Int32
    ) throws(SystemError) -> pwr_process {
        var process = pwr_process()
        let code = withCStrings(arguments) { arguments in
            withCStrings(environment) { environment in
                program.withCString { program in
                    folder.withCString { folder in
                        var launch = pwr_launch(
                            program: program, arguments: arguments, environment: environment, directory: folder,
                            socket: socket, output: output)
                        return pwr_process_start(&launch, &process)
                    }
                }
            }
        }
        guard code == 0 else { throw SystemError("start \(program) in \(folder)", code: code) }
        return process
    }
}

/// Calls `body` with a NULL-terminated array of C strings.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
}

/// One worker process, from its start to its reaping.
final class WorkerProcess: AdapterHost {
    private enum Life {
        case alive(pwr_process)
        case ended(AdapterExit.End)
    }

    /// The lock keeps a signal from reaching a process group that was reaped and given to somebody else.
    private let life: Mutex<Life>
    let socket: Descriptor
    let output: Descriptor?
    let endSignal: Descriptor?
    let processID: Int32?
    private let pidfd: Descriptor

    init(_ process: pwr_process, socket: Descriptor, output: Descriptor) {
        life = Mutex(.alive(process))
        pidfd = Descriptor(owning: process.pidfd)
        endSignal = pidfd
        processID = process.pid
        self.socket = socket
        self.output = output
    }

    func kill() {
        life.withLock { life in
            guard case .alive(var process) = life else { return }
            _ = pwr_process_signal(&process, SIGKILL)
        }
    }

    func reap(timeout: Duration) -> AdapterExit.End? {
        var watched = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
        let deadline = MonotonicTime.now() + timeout
        while poll(&watched, 1, deadline.pollTimeout(from: .now())) < 0 && errno == EINTR {}
        return life.withLock { life in
            guard case .alive(var process) = life else {
                if case .ended(let end) = life { return end }
                return nil
            }
            var end = pwr_end()
            guard pwr_process_reap(&process, &end) == 0 else { return nil }
            let result: AdapterExit.End = end.signalled ? .signalled(end.value) : .exited(end.value)
            life = .ended(result)
            return result
        }
    }

    /// The kernel ends a killed process as soon as it leaves the system call it is stuck in; there is nothing to keep for it.
    func abandon() {}
}
