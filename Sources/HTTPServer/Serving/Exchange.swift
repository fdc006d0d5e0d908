import Synchronization

/// One request and its answer, from the request line until the answer is written.
///
/// `@unchecked` because the request's parts belong to the HTTP thread alone; what other threads touch is `answer`.
final class Exchange: @unchecked Sendable {
    enum Stage {
        /// The head is not complete.
        case head
        case body
        /// The request is complete and dispatched.
        case dispatched
    }

    private enum Answer: Sendable {
        case none
        /// Somebody else will answer; whoever ends this state resumes the connection.
        case awaited(SuspendedConnection)
        /// To be queued by the HTTP thread.
        case given(Response)
        /// Queued. The stream, if it is one, may still be running.
        case queued(EventStream?)
    }

    let target: String
    let connection: Connection
    /// Where the target ends in libmicrohttpd's memory, valid until the head is complete.
    var targetEnd: UnsafePointer<CChar>?
    var stage = Stage.head
    var method = Method.get
    var headers = Headers()
    var body: [UInt8] = []
    /// Bytes of the body that came.
    var received = 0
    /// Bytes of the body that count against the server's limit until the exchange is over.
    var kept = 0
    var isStreaming = false
    /// Why the request is not for a handler.
    var fault: Problem?
    /// Whether the site was asked if the request may pass: before its body comes, so that no stranger's is kept.
    var isScreened = false
    /// What the site answers to one that may not.
    var refusal: Response?
    /// Whether the engine knows it as one that lasts.
    var isTracked = false
    private(set) var request: Request?
    private let answer = Mutex(Answer.none)

    init(target: String, connection: Connection) {
        self.target = target
        self.connection = connection
    }

    /// Whether the head says that a body follows.
    var announcesBody: Bool { headers["Content-Length"] != nil || headers["Transfer-Encoding"] != nil }

    /// Makes the request from its head, which is complete; the body is still to come.
    func makeRequest() -> Request {
        let request = Request(method, target, headers: headers, peer: connection.peer, fault: fault)
        self.request = request
        return request
    }

    /// Completes the request.
    func finishRequest() -> Request {
        stage = .dispatched
        var request = request ?? makeRequest()
        request.body = body
        request.bodyFault = fault
        self.request = request
        body = []
        return request
    }

    /// Suspends the connection until `complete`; false when there is an answer already, because the server stops.
    func await(on connection: OpaquePointer) -> Bool {
        answer.withLock { answer in
            guard case .none = answer else { return false }
            answer = .awaited(SuspendedConnection(suspending: connection))
            return true
        }
    }

    /// Gives the answer that was awaited and resumes the connection, on any thread. An answer that comes too late is
    /// dropped.
    func complete(_ response: Response) {
        let isFirst = answer.withLock { answer in
            guard case .awaited(let connection) = answer else { return false }
            answer = .given(response)
            connection.resume()
            return true
        }
        if !isFirst { response.abandon() }
    }

    /// Takes the answer to be queued; `response` is what an inline handler gave, and yields to an earlier answer.
    func takeAnswer(orElse response: Response? = nil) -> Response? {
        let (taken, refused): (Response?, Response?) = answer.withLock { answer in
            if case .given(let given) = answer {
                answer = .queued(given.stream)
                return (given, response)
            }
            if let response { answer = .queued(response.stream) }
            return (response, nil)
        }
        refused?.abandon()
        return taken
    }

    /// Ends the stream after what it holds: the server stops.
    func endStream() {
        if case .queued(let stream) = answer.withLock({ $0 }) { stream?.close() }
    }

    /// Answers with `refusal` if there is no answer yet, and cuts a stream off: the server's patience is over.
    func giveUp(_ refusal: Response) {
        let stream: EventStream? = answer.withLock { answer in
            switch answer {
            case .none: answer = .given(refusal)
            case .awaited(let connection):
                answer = .given(refusal)
                connection.resume()
            case .given: break
            case .queued(let stream): return stream
            }
            return nil
        }
        stream?.cut()
    }

    /// Nothing of the answer will be written any more.
    func end() {
        let unsent: Response? = answer.withLock { answer in
            defer { answer = .queued(nil) }
            if case .given(let response) = answer { return response }
            return nil
        }
        unsent?.abandon()
    }
}

extension Response {
    fileprivate var stream: EventStream? { if case .stream(let stream) = body { stream } else { nil } }
}
