import CSQLite
import Synchronization

/// Stops the statement that runs on a connection, from any thread.
///
/// The statement fails with the kind `interrupted`. If nothing runs, or the connection is closed, nothing happens.
package final class Interrupter: Sendable {
    // The address as a number, because pointers are not Sendable. The lock keeps the connection open during a call.
    private let address: Mutex<UInt>

    init(_ connection: OpaquePointer) {
        address = Mutex(UInt(bitPattern: connection))
    }

    package func interrupt() {
        address.withLock { address in
            if let connection = OpaquePointer(bitPattern: address) { sqlite3_interrupt(connection) }
        }
    }

    /// Forgets the connection, which is about to close.
    func retire() {
        address.withLock { $0 = 0 }
    }
}
