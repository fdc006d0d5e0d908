import CMicrohttpd
import Glibc
import Synchronization
import Threading

/// What libmicrohttpd's callbacks work on: takes requests in, hands them to the site, sends the answers.
///
/// `@unchecked` because the plain variables belong to the HTTP thread, on which all methods run that are not marked
/// otherwise.
final class Engine: @unchecked Sendable {
    private struct Activity {
        enum Phase {
            case open
            /// Nothing new is begun.
            case stopping
            /// Nothing is waited for any more.
            case givenUp
        }

        var phase = Phase.open
        /// How many requests are dispatched and not yet answered to the end.
        var unanswered = 0
        /// Those of them that last: they stream, or wait for another thread.
        var lasting: [ObjectIdentifier: Exchange] = [:]
    }

    let settings: Server.Settings
    let site: Site
    private let activity = Monitor(Activity())
    private let connections = Atomic(0)
    private let daemonSettings = UnsafeMutablePointer<cmhd_settings>.allocate(capacity: 1)
    private var idle = IdleConnections()
    private var bodyBytes = 0
    private var streams = 0
    /// When the idle connections were looked through, in seconds.
    private var sweptAt = 0

    private var limits: Server.Limits { settings.limits }

    init(site: Site, settings: Server.Settings) {
        self.site = site
        self.settings = settings
    }

    deinit { daemonSettings.deallocate() }

    /// Starts the daemon; nil with `errno` when it cannot start. On the caller's thread.
    func start(listeningOn descriptor: Int32) -> OpaquePointer? {
        daemonSettings.initialize(
            to: cmhd_settings(
                listen_socket: descriptor,
                connection_limit: UInt32(limits.connections),
                connection_memory: limits.connectionMemory,
                timeout_seconds: UInt32(limits.idleSeconds),
                stack_bytes: 1 << 20,
                context: Unmanaged.passUnretained(self).toOpaque(),
                begin: onBegin, access: onAccess, completed: onCompleted, connection: onConnection,
                accept: onAccept, log: onLog))
        return cmhd_start(daemonSettings)
    }

    // MARK: Connections

    /// Open connections; on any thread.
    var connectionCount: Int { connections.load(ordering: .relaxed) }

    /// Whether a new connection is let in.
    ///
    /// `MHD_quiesce_daemon` would close the door properly, but races with the daemon's thread over the listening
    /// socket's place in the epoll set, and the loser ends the process (0.9.75: `MHD_epoll` at its limit check).
    func accepts() -> Bool { activity.withLock { $0.phase == .open } }

    func open(_ descriptor: Int32, from address: UnsafePointer<sockaddr>) -> Connection {
        var peer = Peer(connectedTo: descriptor, address: address)
        if case .tcp = peer.transport { peer.userID = settings.identify(peer) }
        let count = connections.add(1, ordering: .relaxed).newValue
        if count > limits.connections / 4 * 3 { idle.popOldest()?.shutDown() }
        let connection = Connection(peer: peer)
        idle.append(connection)
        sweep()
        return connection
    }

    /// Once a second, while anything comes: finds the idle connections whose peers are gone unnoticed.
    private func sweep() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        if now.tv_sec == sweptAt { return }
        sweptAt = now.tv_sec
        idle.forEach { $0.noticeEnd() }
    }

    func close(_ connection: Connection) {
        idle.remove(connection)
        connections.subtract(1, ordering: .relaxed)
    }

    // MARK: Requests

    /// The head is complete. A body that says it is too large is refused at once, which ends the connection; one of a request
    /// that may not pass is read and dropped.
    func beginBody(_ exchange: Exchange, on connection: OpaquePointer) -> Bool {
        exchange.stage = .body
        guard exchange.announcesBody else { return true }
        let declared = exchange.headers["Content-Length"].flatMap { Int($0) } ?? 0
        if declared > limits.body {
            exchange.fault = tooLarge()
            return dispatch(exchange, on: connection)
        }
        exchange.refusal = site.screen(exchange.makeRequest())
        exchange.isScreened = true
        if exchange.refusal == nil { exchange.body.reserveCapacity(min(declared, 64 << 10)) }
        return true
    }

    /// Takes a part of the body; false when the peer sends far more than it may, and the connection shall end.
    func receive(_ bytes: UnsafeRawBufferPointer, _ exchange: Exchange) -> Bool {
        exchange.received += bytes.count
        if exchange.refusal != nil {
            // The answer is decided.
        } else if exchange.received > limits.body {
            drop(exchange, tooLarge())
        } else if bodyBytes + bytes.count > limits.allBodies {
            drop(exchange, Problem(status: 503, detail: "Too many requests at once.", headers: ["Retry-After": "1"]))
        } else if exchange.fault == nil {
            exchange.body.append(contentsOf: bytes)
            exchange.kept += bytes.count
            bodyBytes += bytes.count
        }
        // What is beyond the limit is read for a while, as a client that still writes does not read the answer.
        return exchange.received <= 2 * limits.body
    }

    private func tooLarge() -> Problem {
        Problem(status: 413, detail: "The body may have \(limits.body) bytes at most.")
    }

    private func drop(_ exchange: Exchange, _ fault: Problem) {
        if exchange.fault == nil { exchange.fault = fault }
        exchange.body = []
        bodyBytes -= exchange.kept
        exchange.kept = 0
    }

    /// Dispatches a complete request: answers it now or suspends `connection` until somebody else does.
    func dispatch(_ exchange: Exchange, on connection: OpaquePointer) -> Bool {
        idle.remove(exchange.connection)
        let request = exchange.finishRequest()
        let isOpen = activity.withLock { activity in
            activity.unanswered += 1
            return activity.phase == .open
        }
        if !isOpen { return send(exchange.takeAnswer(orElse: stopping(request)), exchange, connection) }
        let refusal = exchange.isScreened ? exchange.refusal : site.screen(request)
        if let refusal { return send(exchange.takeAnswer(orElse: refusal), exchange, connection) }
        switch site.work(request) {
        case .answer(let response):
            return send(exchange.takeAnswer(orElse: response), exchange, connection)
        case .later(let start):
            if track(exchange) == .givenUp {
                return send(exchange.takeAnswer(orElse: stopping(request)), exchange, connection)
            }
            guard exchange.await(on: connection) else { return send(exchange.takeAnswer(), exchange, connection) }
            start { response in exchange.complete(response) }
            return true
        }
    }

    /// Notes an exchange that lasts, so that it can be ended when the server stops; returns how far that is.
    private func track(_ exchange: Exchange) -> Activity.Phase {
        exchange.isTracked = true
        return activity.withLock { activity in
            activity.lasting[ObjectIdentifier(exchange)] = exchange
            return activity.phase
        }
    }

    /// Sends the answer of an exchange whose connection was resumed.
    func resume(_ exchange: Exchange, on connection: OpaquePointer) -> Bool {
        send(exchange.takeAnswer(), exchange, connection)
    }

    /// Queues `response`; false when that fails and the connection shall end.
    private func send(_ response: Response?, _ exchange: Exchange, _ connection: OpaquePointer) -> Bool {
        guard let response else { return true }
        guard case .stream(let stream) = response.body else { return queue(response, connection, log: settings.log) }
        // libmicrohttpd 0.9.75 would send the last, empty chunk although a HEAD request's answer has no body.
        if exchange.method == .head {
            stream.finish()
            return queue(Response(status: response.status, headers: response.headers), connection, log: settings.log)
        }
        guard streams < limits.streams else {
            stream.finish()
            let problem = Problem(status: 503, detail: "There are \(streams) event streams; no more are served.")
            return queue(site.refuse(problem, exchange.request!), connection, log: settings.log)
        }
        streams += 1
        exchange.isStreaming = true
        setSendBuffer(exchange.connection.peer.descriptor)
        switch track(exchange) {
        case .open: break
        case .stopping: stream.close()
        case .givenUp: stream.cut()
        }
        return queue(response, connection, log: settings.log)
    }

    private func setSendBuffer(_ descriptor: Int32) {
        var size = Int32(clamping: limits.streamSendBuffer)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The answer is written, or the connection is gone.
    func complete(_ exchange: Exchange) {
        exchange.end()
        bodyBytes -= exchange.kept
        if exchange.isStreaming { streams -= 1 }
        guard exchange.stage == .dispatched else { return }
        idle.append(exchange.connection)
        exchange.connection.noticeEnd()
        activity.update { activity in
            activity.unanswered -= 1
            if exchange.isTracked { activity.lasting[ObjectIdentifier(exchange)] = nil }
        }
        sweep()
    }

    // MARK: Stopping

    /// Ends every stream and waits for every exchange; what is not done after `patience` is given up. On the caller's
    /// thread.
    func settle(within patience: Duration) {
        for exchange in enter(.stopping) { exchange.endStream() }
        if awaitQuiet(within: patience) { return }
        for exchange in enter(.givenUp) {
            exchange.giveUp(stopping(exchange.request!))
        }
        // The time the refusals need to be written; a peer that does not read is not waited for longer.
        _ = awaitQuiet(within: .milliseconds(200))
    }

    /// Returns the exchanges that last; those that come later see the phase.
    private func enter(_ phase: Activity.Phase) -> [Exchange] {
        activity.withLock { activity in
            activity.phase = phase
            return Array(activity.lasting.values)
        }
    }

    private func awaitQuiet(within patience: Duration) -> Bool {
        activity.wait(until: Deadline(after: patience)) { $0.unanswered == 0 ? true : nil } ?? false
    }

    private func stopping(_ request: Request) -> Response {
        site.refuse(Problem(status: 503, detail: "The server is stopping.", headers: ["Connection": "close"]), request)
    }
}
