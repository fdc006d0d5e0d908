/// A text as it reads after decoding, with the way back to where each byte came from.
struct View {
    let bytes: [UInt8]
    /// For each byte the range of the source that spells it.
    private let starts: [Int32]
    private let ends: [Int32]

    /// The source range behind a range of this view.
    func source(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return 0..<0 }
        return Int(starts[range.lowerBound])..<max(Int(starts[range.lowerBound]), Int(ends[range.upperBound - 1]))
    }

    /// Builds a view byte by byte.
    struct Builder {
        private var bytes: [UInt8] = []
        private var starts: [Int32] = []
        private var ends: [Int32] = []

        init(capacity: Int) {
            bytes.reserveCapacity(capacity)
            starts.reserveCapacity(capacity)
            ends.reserveCapacity(capacity)
        }

        mutating func append(_ byte: UInt8, from range: Range<Int>) {
            bytes.append(byte)
            starts.append(Int32(range.lowerBound))
            ends.append(Int32(range.upperBound))
        }

        mutating func append(_ scalar: Unicode.Scalar, from range: Range<Int>) {
            for byte in UTF8.encode(scalar)! { append(byte, from: range) }
        }

        /// The view; its ranges lead back through `parent` if that is what was decoded.
        func view(of parent: View?) -> View {
            guard let parent else { return View(bytes: bytes, starts: starts, ends: ends) }
            return View(bytes: bytes, starts: starts.map { parent.starts[Int($0)] }, ends: ends.map { parent.ends[Int($0) - 1] })
        }
    }
}
