internal import HTTPServer
internal import PlugwalkModel
internal import StrictJSON

/// The posts that share one batch, and where in it their events are.
///
/// `@unchecked` because of its posts: the thread that fills the group hands it to the writer's once, and keeps nothing of it.
struct IngestGroup: @unchecked Sendable {
    private var builder = RawBatchBuilder()
    private let sequence: UInt64
    private var posts: [IngestPost] = []
    /// For each event of the batch: its post, and its place there.
    private var places: [(post: Int, item: Int)] = []
    /// What could not even be put into the batch.
    private var refused: [QuarantinedEvent] = []

    /// - Parameter sequence: The number of the batch.
    init(sequence: UInt64) { self.sequence = sequence }

    var isEmpty: Bool { posts.isEmpty }
    /// Whether more posts may come in.
    var isRoomy: Bool { places.count < IngestLoop.roomyEvents && builder.byteCount < IngestLoop.roomyBytes }
    var batch: RawBatch { builder.batch(sequence: sequence) }

    /// Begins the events of a post.
    mutating func begin(_ post: IngestPost) { posts.append(post) }

    /// Adds an event to the post that was begun last.
    mutating func add(_ value: JSONValue, redact: (String) -> String, makeID: () -> String) {
        let post = posts[posts.count - 1]
        do throws(Refusal) {
            let event = try CanonicalEvent(value, makeID: makeID)
            builder.append(timeNs: event.timeNs, sourceOrder: event.sourceOrder ?? nextOrder, event.fields)
            places.append((posts.count - 1, post.items.count))
            post.items.append(IngestPost.Item())
        } catch {
            let reason = redact(error.reason.cut(to: EventRedactor.summaryLimit))
            let excerpt = redact(
                String(decoding: (value["payload"]?.source ?? .init(start: nil, count: 0)).prefix(64 << 10), as: UTF8.self))
            refused.append(
                QuarantinedEvent(
                    index: nil, reason: reason, kind: "", stream: "", excerpt: String(excerpt.utf8Prefix(2 << 10))))
            post.items.append(IngestPost.Item(outcome: .quarantined, reason: reason))
        }
    }

    /// Events of one millisecond that say nothing of their order stand in that of their arrival. 2²⁰ are more than a batch has.
    private var nextOrder: Int64 { Int64(truncatingIfNeeded: sequence << 20) + Int64(places.count) }

    /// The batch with what was refused before it.
    func completed(_ batch: IntakeBatch) -> IntakeBatch {
        IntakeBatch(
            profile: batch.profile, sequence: batch.sequence, receivedAt: batch.receivedAt,
            accepted: batch.accepted + refused.count, events: batch.events, quarantined: batch.quarantined + refused,
            checkpoints: [], counts: [], losses: [], byteCost: batch.byteCost)
    }

    /// Tells each post what became of its events in the transaction that stored the batch.
    func answer(_ batch: IntakeBatch, _ commit: Commit) {
        var reasons: [Int: String] = [:]
        for event in batch.quarantined { if let index = event.index { reasons[index] = event.reason } }
        let booking = commit.bookings.first { $0.instance == batch.profile.instance && $0.sequence == sequence }
        let duplicates = Duplicates(booking, commit)
        let setAside = batch.quarantined.last?.reason
        var events = batch.events.makeIterator()
        var seen: Set<String> = []
        for (index, place) in places.enumerated() {
            var item = IngestPost.Item()
            if let reason = reasons[index] {
                item = IngestPost.Item(outcome: .quarantined, reason: reason)
            } else if let event = events.next() {
                item.eventID = event.eventID
                if duplicates.contains(event.eventID, &seen) { item.outcome = .duplicate }
            } else {
                item = IngestPost.Item(outcome: .quarantined, reason: setAside)
            }
            posts[place.post].items[place.item] = item
        }
        for post in posts { post.answer() }
    }

    func refuse(_ problem: Problem) {
        for post in posts { post.answer(problem) }
    }
}

/// Which events of a batch were known before.
private struct Duplicates {
    /// Nil when none was.
    private let new: Set<String>?

    init(_ booking: Booking?, _ commit: Commit) {
        new = booking?.duplicates == 0 ? nil : Set(commit.events.map(\.eventID))
    }

    /// - Parameter seen: The events of the batch up to this one.
    func contains(_ eventID: String, _ seen: inout Set<String>) -> Bool {
        guard let new else { return false }
        return !seen.insert(eventID).inserted || !new.contains(eventID)
    }
}
