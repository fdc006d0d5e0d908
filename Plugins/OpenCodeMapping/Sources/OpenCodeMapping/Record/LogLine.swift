public import AdapterKit

/// What one line of a log holds, after its wrappers are taken off.
///
/// Loggers wrap events differently: bare, with `id`, under `event` beside a time, under `payload` beside a directory, or several
/// of these at once. All are accepted.
public enum LogLine {
    /// An event of OpenCode 0.x or 1.x.
    case v1(Record)
    /// An event of OpenCode 2.x.
    case v2
    /// A line that `opencode run --format json` prints.
    case runOutput
    /// An object of another shape.
    case other(Record)
    /// Not even an object.
    case noObject

    /// Takes the wrappers off `root`. More than four inside each other are no event any more.
    public init(_ root: JSONCursor) {
        guard root.isObject else {
            self = .noObject
            return
        }
        var record = Record(body: root)
        for _ in 0..<4 {
            record.noteWrapper()
            if record.body["payload"].isObject {
                record.body = record.body["payload"]
            } else if record.body["event"].isObject {
                record.body = record.body["event"]
            } else {
                break
            }
        }
        self = Self.classify(record)
    }

    private static func classify(_ record: Record) -> LogLine {
        let body = record.body
        if body["properties"].isObject || body["type"].isString("sync") { return .v1(record) }
        if body["data"].exists, body["created"].kind == .number { return .v2 }
        if body["sessionID"].exists, body["part"].exists || body["error"].exists { return .runOutput }
        return .other(record)
    }
}
