/// How text and numbers are written into plain byte arrays, without a detour over `String`.
extension [UInt8] {
    /// Appends a copy of the slice's bytes.
    public mutating func append(_ slice: ByteSlice) {
        append(contentsOf: slice.buffer)
    }

    /// Appends a literal's UTF-8.
    public mutating func append(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends `number` in decimal digits.
    public mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(decimal: number.magnitude)
    }

    /// Appends `number` in decimal digits.
    public mutating func append(decimal number: UInt64) {
        let start = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Calls `body` with these bytes as a slice that is valid during the call.
    public func withSlice<Result>(_ body: (ByteSlice) -> Result) -> Result {
        withUnsafeBufferPointer { body(ByteSlice($0)) }
    }
}
