import Glibc
import Synchronization

/// A named thread that runs one closure to its end.
///
/// The owner creates it, starts it and joins it; the closure is told to return by other means (a closed queue, a flag).
/// The new thread has the signal mask of the thread that called `start()`.
package final class Thread: Sendable {
    /// What `start()` throws when the system has no thread to give.
    package struct StartError: Error, CustomStringConvertible {
        package let name: String
        /// The error number of `pthread_create`, usually `EAGAIN`.
        package let code: Int32

        package var description: String { "cannot start thread \(name): \(String(cString: strerror(code)))" }
    }

    private enum Life {
        case new(@Sendable () -> Void)
        case running(pthread_t)
        case joined
    }

    /// The full name. Linux keeps and shows its first 15 bytes.
    package let name: String
    /// The size of the stack in bytes. It is fixed: deep recursion beyond it ends the process.
    package let stackBytes: Int
    private let life: Mutex<Life>

    /// Creates a thread that does not run yet. The default stack is small, as our threads do not recurse deeply.
    package init(name: String, stackBytes: Int = 512 << 10, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.stackBytes = max(stackBytes, 64 << 10)
        life = Mutex(.new(run))
    }

    deinit {
        let isRunning = life.withLock { if case .running = $0 { true } else { false } }
        precondition(!isRunning, "thread \(name) was started and never joined")
    }

    /// Starts the thread. A thread is started once.
    package func start() throws(StartError) {
        let code = life.withLock { life in
            guard case .new(let run) = life else { preconditionFailure("thread \(name) was started twice") }
            let main = Unmanaged.passRetained(Main(name: name, run: run))
            var thread = pthread_t()
            let code = create(&thread, main)
            if code == 0 { life = .running(thread) } else { main.release() }
            return code
        }
        if code != 0 { throw StartError(name: name, code: code) }
    }

    /// Blocks until the closure has returned. A no-op for a thread that never started or is already joined.
    package func join() {
        let thread: pthread_t? = life.withLock { life in
            defer { life = .joined }
            if case .running(let thread) = life { return thread }
            return nil
        }
        guard let thread else { return }
        precondition(thread != pthread_self(), "thread \(name) joins itself")
        pthread_join(thread, nil)
    }

    private func create(_ thread: inout pthread_t, _ main: Unmanaged<Main>) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        return pthread_create(
            &thread, &attributes,
            { argument in
                let main = Unmanaged<Main>.fromOpaque(argument!).takeRetainedValue()
                main.setName()
                main.run()
                return nil
            }, main.toOpaque())
    }
}

/// What the new thread takes over from the one that started it.
private final class Main: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }

    /// Names the thread for `ps`, `top` and debuggers. Through procfs, as `import Glibc` shows neither
    /// `pthread_setname_np` nor `prctl`; without procfs the thread keeps its creator's name.
    func setName() {
        // TASK_COMM_LEN is 16 with the closing zero.
        var short = ""
        for character in name where short.utf8.count + character.utf8.count <= 15 { short.append(character) }
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, short, short.utf8.count)
        close(file)
    }
}
