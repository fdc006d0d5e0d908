import CMicrohttpd

/// A connection that libmicrohttpd leaves alone until it is resumed: it neither reads, writes, times out nor closes it.
///
/// `@unchecked` because the pointer stays valid while the connection is suspended, and resuming is allowed on any
/// thread. It is to be resumed exactly once: whoever takes it out of a locked state does so under that lock.
struct SuspendedConnection: @unchecked Sendable {
    private let connection: OpaquePointer

    /// Suspends `connection`; on the HTTP thread, within one of its callbacks.
    init(suspending connection: OpaquePointer) {
        MHD_suspend_connection(connection)
        self.connection = connection
    }

    /// Marks the connection and wakes the HTTP thread up; takes no other lock of ours.
    func resume() { MHD_resume_connection(connection) }
}
