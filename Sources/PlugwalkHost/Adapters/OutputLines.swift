/// Cuts what a worker prints into lines, and keeps the last of them for the report of its end.
struct OutputLines {
    /// A longer line is cut here.
    static let longestLine = 2_048
    static let kept = 20

    private var partial: [UInt8] = []
    private(set) var last: [String] = []

    /// Takes bytes; returns the lines that they complete, without their ends. Empty lines are left out.
    mutating func push(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { take(into: &lines) } else if partial.count < Self.longestLine { partial.append(byte) }
        }
        return lines
    }

    /// The line that was begun and never ended.
    mutating func finish() -> [String] {
        var lines: [String] = []
        take(into: &lines)
        return lines
    }

    private mutating func take(into lines: inout [String]) {
        defer { partial.removeAll(keepingCapacity: true) }
        guard !partial.isEmpty else { return }
        let line = String(decoding: partial, as: UTF8.self)
        lines.append(line)
        last.append(line)
        if last.count > Self.kept { last.removeFirst() }
    }
}
