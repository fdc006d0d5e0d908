import CMicrohttpd
import Glibc
import Synchronization
package import Threading

/// An HTTP/1.1 server: one listener, one thread, one router.
///
/// It answers as long as it lives, on a thread of libmicrohttpd's that it starts and joins. Several servers (a TCP
/// port, a control socket) live side by side.
package final class Server: Sendable {
    private let listener: Listener
    private let engine: Engine
    private let daemon: Mutex<OpaquePointer?>

    /// Where it listens; with the port that was picked when 0 was asked for.
    package var endpoint: Listener.Endpoint { listener.endpoint }

    /// The TCP port, nil on a Unix-domain socket.
    package var port: UInt16? {
        if case .tcp(let address) = endpoint { address.port } else { nil }
    }

    /// Starts to answer on `listener`, which is used up.
    ///
    /// `readers` run the router's `.reader` routes; they are the caller's to close, after this server is stopped.
    package init<Context: ~Copyable>(
        on listener: Listener, router: Router<Context>, readers: Pool<Context>? = nil, settings: Settings = Settings()
    ) throws(ListenError) {
        if readers == nil, let route = router.routes.first(where: \.isReader) {
            preconditionFailure("\(route) needs readers, and the server has none")
        }
        let site = Site(
            screen: { router.screened($0) },
            work: { router.work(for: $0, readers: readers) },
            refuse: { router.finished($0.response, $1) })
        engine = Engine(site: site, settings: settings)
        self.listener = listener
        let descriptor = listener.take()
        guard let started = engine.start(listeningOn: descriptor) else {
            let error = ListenError.system("\(listener.endpoint)")
            close(descriptor)
            throw error
        }
        daemon = Mutex(started)
    }

    deinit { stop(within: .zero) }

    /// The number of open connections, suspended ones included.
    package var connectionCount: Int { engine.connectionCount }

    /// Stops: accepts nobody new, ends the streams, lets running handlers answer within `patience`, answers the rest
    /// with 503, closes every connection and joins the HTTP thread.
    ///
    /// Blocks until all that is done, hardly longer than `patience`. Not to be called on the HTTP thread (from an
    /// inline handler or a stream's `onClose`). A second call returns at once.
    package func stop(within patience: Duration = .seconds(5)) {
        let running = daemon.withLock { daemon in
            defer { daemon = nil }
            return daemon
        }
        guard let running else { return }
        listener.removeFile()
        engine.settle(within: patience)
        // Nothing is suspended now, nor will be: libmicrohttpd ends the process otherwise.
        MHD_stop_daemon(running)
    }
}

/// A router without its type parameter, as the engine needs it.
struct Site: Sendable {
    let screen: @Sendable (Request) -> Response?
    let work: @Sendable (Request) -> Work
    let refuse: @Sendable (Problem, Request) -> Response
}

extension Route where Context: ~Copyable {
    fileprivate var isReader: Bool { if case .reader = handler { true } else { false } }
}
