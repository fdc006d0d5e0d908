internal import HTTPServer
internal import PlugwalkModel
internal import Threading

/// Brings a stream from its place in the store to the live feed.
///
/// It reads page by page on the reader threads, so that others get their turn, and goes at the client's pace: when the stream's
/// buffer is full it ends, and starts again once half of it is taken. The database is never held meanwhile.
struct Replay: Sendable {
    static let pageCount = 500
    static let pageBytes = 512 << 10
    /// About how many bytes of messages go into one chunk of the stream, whose buffer is bounded by chunks too.
    static let chunkBytes = 32 << 10

    let bus: EventBus
    let dataset: Dataset
    let filter: EventFilter
    let stream: EventStream
    let number: Int
    let readers: Pool<ReadContext>

    /// Tells one page of what is stored after `position`, then joins the live feed or sees to the next page.
    func run(after position: Int64, _ context: inout ReadContext) {
        do {
            // Read before the page: what was published before is stored before.
            let published = bus.head.seq
            let page = try EventQueries(database: context.database(of: dataset))
                .stretch(after: position, limit: Self.pageCount, maxBytes: Self.pageBytes)
            guard tell(page.events) else { return }
            let reached = max(position, page.events.last?.seq ?? 0, page.isLast ? published : 0)
            if !page.isLast || !bus.join(number, at: reached) { goOn(after: reached) }
        } catch {
            // The client connects again and resumes after what it got.
            stream.close()
        }
    }

    /// False when the replay does not go on by itself: the buffer is full, or the client gone.
    private func tell(_ events: [Event]) -> Bool {
        var chunk: [UInt8] = []
        for event in events where filter.matches(event) {
            StreamMessage.event(event).withUnsafeBytes { chunk.append(contentsOf: $0) }
            guard chunk.count < Self.chunkBytes || send(chunk, upTo: event.seq) else { return false }
            if chunk.count >= Self.chunkBytes { chunk = [] }
        }
        guard let last = events.last, !chunk.isEmpty else { return !stream.isClosed }
        return send(chunk, upTo: last.seq)
    }

    private func send(_ messages: [UInt8], upTo position: Int64) -> Bool {
        let chunk = SharedBytes(messages)
        switch stream.send(chunk) {
        case .sent: return true
        case .full: bus.wait(number, Subscriber.Pause(unsent: chunk) { goOn(after: position) })
        case .closed: break
        }
        return false
    }

    private func goOn(after position: Int64) {
        let isQueued = readers.submit { context in run(after: position, &context) }
        if !isQueued { bus.wait(number, Subscriber.Pause(unsent: nil) { goOn(after: position) }) }
    }
}
