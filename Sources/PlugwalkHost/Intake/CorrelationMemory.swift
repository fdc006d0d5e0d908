/// The ids of the units that sessions worked on last: one event after the other belongs to the same, and each hash costs a
/// microsecond.
struct CorrelationMemory {
    /// How many sessions are remembered.
    private static let capacity = 1_024
    private var latest: [String: (unit: String, id: String)] = [:]

    /// See `CorrelationID.make`.
    mutating func id(session: String, unit: String) -> String {
        if let known = latest[session], known.unit == unit { return known.id }
        let id = CorrelationID.make(session: session, unit: unit)
        if latest.count >= Self.capacity { latest.removeAll(keepingCapacity: true) }
        latest[session] = (unit, id)
        return id
    }
}
