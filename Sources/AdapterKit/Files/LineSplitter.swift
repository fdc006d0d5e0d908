/// Cuts a stream of bytes into lines, however it arrives.
///
/// A line ends with a newline, which is not part of it; what comes after the last newline waits for its end. A line longer than
/// `maxLineBytes` is not kept: its length is reported when its end has come.
public struct LineSplitter {
    /// One line without its newline.
    public struct Line {
        /// Where the line begins, in bytes since the stream's start.
        public let offset: UInt64
        /// In bytes, without the newline.
        public let length: Int
        /// The line, valid during the call; nil when it is longer than the limit.
        public let bytes: ByteSlice?
    }

    /// The longest line that is kept.
    public let maxLineBytes: Int
    /// Where the first line that was not delivered yet begins.
    public private(set) var offset: UInt64
    private var partial: [UInt8] = []
    /// Bytes of an over-long line that were thrown away so far.
    private var skipped = 0

    /// - Parameter offset: where in the stream the first byte stands that will be fed.
    public init(maxLineBytes: Int, offset: UInt64 = 0) {
        self.maxLineBytes = maxLineBytes
        self.offset = offset
    }

    /// Bytes that wait for their newline.
    public var pendingBytes: Int { partial.count + skipped }

    /// Takes the next bytes and calls `deliver` for each line that they end. When `deliver` answers false the rest of `chunk` is
    /// ignored: continue with a new splitter at `offset`.
    public mutating func feed(_ chunk: ByteSlice, deliver: (Line) -> Bool) {
        var rest = chunk
        while let length = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let end = rest.dropping(0, keeping: length)
            rest = rest.dropping(length + 1)
            let goOn = finish(end, deliver)
            guard goOn else { return }
        }
        keep(rest)
    }

    private mutating func finish(_ end: ByteSlice, _ deliver: (Line) -> Bool) -> Bool {
        let start = offset
        let length = pendingBytes + end.count
        offset += UInt64(length) + 1
        defer { forget() }
        if skipped > 0 || length > maxLineBytes {
            return deliver(Line(offset: start, length: length, bytes: nil))
        }
        if partial.isEmpty {
            return deliver(Line(offset: start, length: length, bytes: end))
        }
        partial.append(end)
        return partial.withSlice { deliver(Line(offset: start, length: length, bytes: $0)) }
    }

    private mutating func keep(_ rest: ByteSlice) {
        if skipped == 0, partial.count + rest.count <= maxLineBytes {
            partial.append(rest)
        } else {
            skipped += partial.count + rest.count
            partial = []
        }
    }

    private mutating func forget() {
        skipped = 0
        partial.removeAll(keepingCapacity: partial.capacity <= 1 << 16)
    }
}
