import AdapterKit

/// Builds titles and summaries: one line, whole. The host redacts and cuts it.
struct Line {
    private var bytes: [UInt8] = []

    init() {}

    init(_ literal: StaticString) { add(literal) }

    init(_ text: JSONCursor) { add(text) }

    var text: Text { .bytes(bytes) }
    var isEmpty: Bool { bytes.isEmpty }

    mutating func add(_ literal: StaticString) { bytes.append(literal) }

    mutating func add(_ number: Int64) { bytes.append(decimal: number) }

    /// Adds the text of a string, or a number as it stands; breaks become blanks.
    mutating func add(_ value: JSONCursor) {
        let start = bytes.count
        if value.kind == .number { bytes.append(value.raw) } else { value.appendText(to: &bytes) }
        for index in start..<bytes.count where bytes[index] < 0x20 { bytes[index] = UInt8(ascii: " ") }
    }

    /// Adds the value after a separator, if there is one.
    mutating func add(_ separator: StaticString, then value: JSONCursor) {
        guard value.isFilled || value.kind == .number else { return }
        if !isEmpty { add(separator) }
        add(value)
    }
}
