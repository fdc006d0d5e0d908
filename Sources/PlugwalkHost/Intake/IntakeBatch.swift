package import PlugwalkModel

/// One batch of an adapter instance, checked and redacted: what the writer commits in one transaction.
package struct IntakeBatch: Sendable {
    package let profile: InstanceProfile
    package let sequence: UInt64
    package let receivedAt: Timestamp
    /// How many events the adapter handed over: `events` and `quarantined` together.
    package let accepted: Int
    package let events: [RedactedEvent]
    package let quarantined: [QuarantinedEvent]
    package let checkpoints: [StreamCheckpoint]
    /// What the adapter made no event of on purpose, by reason.
    package let counts: [NamedCount]
    package let losses: [StreamLoss]
    /// What the batch takes in a queue, in bytes.
    package let byteCost: Int
}

extension IntakeBatch {
    /// The batch with its events in the quarantine; its checkpoints and counts hold.
    func setAside(because reason: String) -> IntakeBatch {
        let refused = events.map {
            QuarantinedEvent(index: nil, reason: reason, kind: $0.kind, stream: "", excerpt: String($0.payload.utf8Prefix(2 << 10)))
        }
        return IntakeBatch(
            profile: profile, sequence: sequence, receivedAt: receivedAt, accepted: accepted, events: [],
            quarantined: quarantined + refused, checkpoints: checkpoints, counts: counts, losses: losses, byteCost: byteCost)
    }
}

/// An event that could not be taken, with the reason and what can be shown of it.
package struct QuarantinedEvent: Sendable, Equatable {
    /// Its place in the adapter's batch; nil when the store refused it.
    package let index: Int?
    package let reason: String
    package let kind: String
    package let stream: String
    /// The redacted beginning of its payload.
    package let excerpt: String
}

/// The position of a stream after the batch's events.
package struct StreamCheckpoint: Sendable, Equatable {
    package let stream: String
    /// The adapter's own bytes; nil when the stream is gone.
    package let blob: [UInt8]?
}

package struct NamedCount: Sendable, Equatable {
    package let name: String
    package let count: Int64
}

/// What a source lost on its own side.
package struct StreamLoss: Sendable, Equatable {
    package let stream: String
    package let reason: String
    package let count: Int64
}
