import Synchronization

/// The one answer that a deferred handler owes.
///
/// Any thread may complete it. One that is dropped without an answer answers 500 by itself.
package final class Responder: Sendable {
    private let send: Mutex<(@Sendable (Response) -> Void)?>

    init(_ send: @escaping @Sendable (Response) -> Void) {
        self.send = Mutex(send)
    }

    deinit {
        complete(Problem(status: 500, detail: "The request was dropped without an answer.").response)
    }

    /// Answers with `response`; false when there was an answer before, and nothing happens.
    @discardableResult
    package func complete(_ response: Response) -> Bool {
        let first = send.withLock { send in
            defer { send = nil }
            return send
        }
        guard let first else {
            response.abandon()
            return false
        }
        first(response)
        return true
    }
}
