/// Immutable bytes that any number of responses and streams send without copying them.
///
/// `@unchecked` because the memory is written before the initialiser returns and never after.
package final class SharedBytes: @unchecked Sendable {
    let start: UnsafeRawPointer
    package let count: Int
    private let isOwned: Bool

    /// Copies `bytes` once.
    package init(_ bytes: some Collection<UInt8>) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        memory.copyBytes(from: bytes)
        start = UnsafeRawPointer(memory.baseAddress!)
        count = bytes.count
        isOwned = true
    }

    /// Refers to memory that lives as long as the process, such as assets in the executable.
    package init(immortal bytes: UnsafeRawBufferPointer) {
        start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
        count = bytes.count
        isOwned = false
    }

    deinit {
        if isOwned { start.deallocate() }
    }

    /// Calls `body` with the bytes, which are valid until it returns.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
