internal import Glibc

/// Says that a daemon runs on this state folder: a lock that the kernel releases with the process, however that ends.
package final class DaemonLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock.
    ///
    /// - Returns: Nil when another process holds it.
    /// - Throws: `HomeError` when the file cannot be opened.
    package static func take(_ home: Home) throws(HomeError) -> DaemonLock? {
        let file = open(home.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw HomeError("cannot open \(home.lock): \(lastError)") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        return DaemonLock(descriptor: file)
    }
}
