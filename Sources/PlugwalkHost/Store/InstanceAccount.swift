package import PlugwalkModel

/// The account of one instance: `accepted = committed + duplicates + quarantined + shed + queued`.
package struct InstanceAccount: Sendable, Equatable {
    package var accepted: Int64 = 0
    package var committed: Int64 = 0
    package var duplicates: Int64 = 0
    package var quarantined: Int64 = 0
    /// Batches flagged droppable are never shed by this host: it makes their adapter wait like any other.
    package var shed: Int64 = 0
    /// What the source lost on its own side.
    package var lost: Int64 = 0
    /// How many transactions held something of this instance since the host started.
    package var commits: UInt64 = 0
    package var lastEventAt: Timestamp?
    /// The number of its last stored batch.
    package var lastSequence: UInt64 = 0

    package init() {}

    package var queued: Int64 { accepted - committed - duplicates - quarantined - shed }
}

/// What a transaction booked for one batch.
struct Booking: Sendable {
    let instance: String
    let sequence: UInt64
    let receivedAt: Timestamp
    let committed: Int
    let duplicates: Int
    let quarantined: Int
    let lost: Int64

    init(_ batch: IntakeBatch, duplicates: Int) {
        instance = batch.profile.instance
        sequence = batch.sequence
        receivedAt = batch.receivedAt
        committed = batch.events.count - duplicates
        self.duplicates = duplicates
        quarantined = batch.quarantined.count
        lost = batch.losses.reduce(0) { $0 + $1.count }
    }
}

extension InstanceAccount {
    mutating func add(_ booking: Booking) {
        committed += Int64(booking.committed)
        duplicates += Int64(booking.duplicates)
        quarantined += Int64(booking.quarantined)
        lost = min(lost + booking.lost, 1 << 62)
        commits += 1
        lastSequence = max(lastSequence, booking.sequence)
        if booking.committed + booking.duplicates > 0 { lastEventAt = max(lastEventAt ?? .epoch, booking.receivedAt) }
    }
}
