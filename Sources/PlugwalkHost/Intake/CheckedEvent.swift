internal import PlugwalkModel

/// An event whose every field is what `plugwalk/event.h` allows. Its texts may still hold secrets.
struct CheckedEvent {
    var flags: UInt32
    var timeNs: Int64
    var sourceOrder: Int64?
    var stream: String
    var key: ArraySlice<UInt8>
    var kind: String
    var source: String?
    var run: String?
    var session: String?
    var parentSession: String?
    var agent: String?
    var entityType: EntityType
    var entityID: String?
    var status: Status?
    var severity: Severity
    var title: String?
    var summary: String?
    /// One valid JSON object, or empty.
    var payload: ArraySlice<UInt8>
    /// What the payload says. It may hold secrets, as the payload does.
    var facts: Facts
    var unit: String?
    var tags: [String]
}
