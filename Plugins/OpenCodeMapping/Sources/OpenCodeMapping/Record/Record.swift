import AdapterKit

/// One event with what its wrappers have said of it. Borrows from the parsed line.
public struct Record {
    /// The event itself: `{id?, type, properties}`.
    var body: JSONCursor
    /// When a logger saw it, UTC nanoseconds.
    private(set) var stampNs: Int64?
    /// The project's folder, as the wrapper names it.
    private(set) var directory: JSONCursor

    init(body: JSONCursor) {
        self.body = body
        directory = body["directory"]
    }

    var type: JSONCursor { body["type"] }
    var id: JSONCursor { body["id"] }
    var properties: JSONCursor { body["properties"] }

    /// Takes time and folder from the wrapper that `body` is, if it is one. An inner wrapper overrides an outer one.
    mutating func noteWrapper() {
        if body["directory"].isFilled { directory = body["directory"] }
        for time in [body["ts"], body["timestamp"], body["time"], body["recv"]] {
            guard let ns = Self.nanoseconds(time) else { continue }
            stampNs = ns
            return
        }
    }

    /// An envelope's time: ISO text, milliseconds or seconds. Numbers below 10^11 are seconds (the year 5138), others milliseconds
    /// (from 1973 on).
    private static func nanoseconds(_ time: JSONCursor) -> Int64? {
        if let text = time.plainText { return ISOTime.nanoseconds(text) }
        guard let number = time.integer, number > 0 else { return nil }
        return number < 100_000_000_000 ? number * 1_000_000_000 : milliseconds(time)
    }

    /// Nanoseconds of a member that holds milliseconds since 1970; nil outside 1970 to 2200.
    static func milliseconds(_ member: JSONCursor) -> Int64? {
        guard let number = member.integer, number > 0, number < 7_258_118_400_000 else { return nil }
        return number * 1_000_000
    }
}
