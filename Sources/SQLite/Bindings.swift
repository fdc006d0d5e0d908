import CSQLite

/// The values for one use of a statement, given to the closure that binds them.
///
/// Each value goes to the next parameter unless a place is named. A failure is kept and thrown when the closure is
/// done, so that binding reads as a list.
package struct Bindings: ~Copyable {
    /// Which parameter a value is for.
    package enum Place: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
        /// The one after the last bound.
        case next
        /// Counted from 1, as in `?1`.
        case position(Int32)
        /// With its prefix, as in `:name`.
        case name(StaticString)

        package init(integerLiteral position: Int32) { self = .position(position) }
        package init(stringLiteral name: StaticString) { self = .name(name) }
    }

    /// The first failure, or `SQLITE_OK`.
    private(set) var failure = SQLITE_OK

    /// How many values were bound.
    private(set) var count: Int32 = 0

    /// Whether parameters may stay without a value.
    private(set) var isOpen = false

    /// How much of the scratch memory is taken.
    private(set) var usedBytes = 0

    private let handle: OpaquePointer
    private let scratch: UnsafeMutableRawBufferPointer
    private var last: Int32 = 0

    init(_ handle: OpaquePointer, free scratch: UnsafeMutableRawBufferPointer) {
        self.handle = handle
        self.scratch = scratch
    }

    package mutating func bind(_ value: Int64, at place: Place = .next) {
        note(sqlite3_bind_int64(handle, index(of: place), value))
    }

    package mutating func bind(_ value: Int, at place: Place = .next) {
        bind(Int64(value), at: place)
    }

    package mutating func bind(_ value: Double, at place: Place = .next) {
        note(sqlite3_bind_double(handle, index(of: place), value))
    }

    /// Binds 1 or 0.
    package mutating func bind(_ value: Bool, at place: Place = .next) {
        bind(value ? 1 as Int64 : 0, at: place)
    }

    package mutating func bindNull(at place: Place = .next) {
        note(sqlite3_bind_null(handle, index(of: place)))
    }

    /// Binds the text, without an allocation unless it is long.
    package mutating func bind(_ value: String, at place: Place = .next) {
        let index = index(of: place)
        var value = value
        note(value.withUTF8 { copy(UnsafeRawBufferPointer($0), to: index, as: .text) })
    }

    /// Binds the bytes as a blob, without an allocation unless there are many.
    package mutating func bind(_ value: [UInt8], at place: Place = .next) {
        let index = index(of: place)
        note(value.withUnsafeBytes { copy($0, to: index, as: .blob) })
    }

    /// Binds the bytes as UTF-8 text without a copy: they must stay in place until the statement's call returns.
    package mutating func bind(borrowedText bytes: UnsafeRawBufferPointer, at place: Place = .next) {
        note(bindBytes(bytes, to: index(of: place), as: .text, destructor: borrowed))
    }

    /// Binds the bytes as a blob without a copy: they must stay in place until the statement's call returns.
    package mutating func bind(borrowedBlob bytes: UnsafeRawBufferPointer, at place: Place = .next) {
        note(bindBytes(bytes, to: index(of: place), as: .blob, destructor: borrowed))
    }

    /// Accepts that parameters stay without a value, for what only looks at the statement.
    mutating func leaveOpen() {
        isOpen = true
    }
}

extension Bindings {
    private enum Storage {
        case text, blob
    }

    private mutating func copy(_ bytes: UnsafeRawBufferPointer, to index: Int32, as storage: Storage) -> Int32 {
        guard bytes.count <= scratch.count - usedBytes else {
            return bindBytes(bytes, to: index, as: storage, destructor: copied)
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: scratch[usedBytes..<usedBytes + bytes.count])
        place.copyMemory(from: bytes)
        usedBytes += bytes.count
        return bindBytes(UnsafeRawBufferPointer(place), to: index, as: storage, destructor: borrowed)
    }

    private func bindBytes(
        _ bytes: UnsafeRawBufferPointer, to index: Int32, as storage: Storage, destructor: sqlite3_destructor_type?
    ) -> Int32 {
        // An address even for no bytes: without one SQLite would bind NULL.
        let address = bytes.baseAddress ?? UnsafeRawPointer(handle)
        let count = UInt64(bytes.count)
        switch storage {
        case .text:
            let text = address.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text64(handle, index, text, count, destructor, UInt8(SQLITE_UTF8))
        case .blob:
            return sqlite3_bind_blob64(handle, index, address, count, destructor)
        }
    }

    /// SQLite answers `SQLITE_RANGE` for an index that is no parameter's, as 0 is for an unknown name.
    private mutating func index(of place: Place) -> Int32 {
        let index =
            switch place {
            case .next: last + 1
            case .position(let position): position
            case .name(let name): sqlite3_bind_parameter_index(handle, cString(name))
            }
        last = index
        return index
    }

    private mutating func note(_ code: Int32) {
        count += 1
        if code != SQLITE_OK, failure == SQLITE_OK { failure = code }
    }
}

// The C macros SQLITE_STATIC and SQLITE_TRANSIENT are casts, which Swift does not import.
private let borrowed: sqlite3_destructor_type? = nil
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

private func cString(_ name: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
}
