/// The memory for bound texts of one connection.
///
/// A Swift string's bytes have no lasting address, so a bound text is copied: here, instead of into an allocation that
/// SQLite would make and free for every value. Scopes of statements nest, so it is used as a stack. What does not fit
/// is left to SQLite to copy, which matters little for texts of that size.
final class Scratch {
    /// Untouched pages cost nothing.
    static let capacity = 64 * 1024

    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)

    /// Where the free part begins; a scope sets it back when it ends.
    var used = 0

    var free: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory[used...])
    }

    deinit {
        memory.deallocate()
    }
}
