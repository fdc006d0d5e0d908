/// An answer: a status, header fields and a body.
package struct Response: Sendable {
    package enum Body: Sendable {
        /// Bytes made for this answer; copied once more when it is sent.
        case bytes([UInt8])
        /// Bytes in memory that many answers share; never copied.
        case shared(SharedBytes)
        /// An open end: sent piece by piece until the stream is closed.
        case stream(EventStream)
    }

    /// From 200 to 599.
    package var status: Int
    package var headers: Headers
    package var body: Body

    package init(status: Int = 200, headers: Headers = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A body of `type`, `application/json` unless told.
    package init(status: Int = 200, _ bytes: [UInt8], type: String = "application/json") {
        self.init(status: status, body: .bytes(bytes))
        headers.add("Content-Type", type)
    }

    /// A plain text.
    package init(status: Int = 200, text: String) {
        self.init(status: status, Array(text.utf8), type: "text/plain; charset=utf-8")
    }

    /// Server-Sent Events from `stream`.
    package init(_ stream: EventStream) {
        self.init(
            headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
            body: .stream(stream))
    }

    /// Says that this answer will not be sent, so that the producer of its stream stops.
    func abandon() {
        if case .stream(let stream) = body { stream.finish() }
    }
}
