import CSQLite

/// A compiled statement of one connection.
///
/// Each use is a scope: bind, step, and reset with all bindings cleared when the call returns or throws. No statement
/// stays halfway through its rows, so none keeps a read snapshot open behind its caller's back.
package final class Statement {
    package let sql: String

    /// Whether a scope is using it.
    private(set) var isBusy = false

    private var handle: OpaquePointer?
    private let parameterCount: Int32
    private let scratch: Scratch

    /// Compiles the next statement of the text and moves the text's start behind it; nil when only blanks, semicolons
    /// and comments were left.
    ///
    /// - Parameter isKept: Tells SQLite that it will be used many times.
    init?(
        _ connection: OpaquePointer, consuming text: inout Slice<UnsafeBufferPointer<UInt8>>,
        scratch: Scratch, isKept: Bool
    ) throws {
        guard let (handle, sql) = try compile(connection, consuming: &text, isKept: isKept) else { return nil }
        self.sql = sql
        self.handle = handle
        self.scratch = scratch
        parameterCount = sqlite3_bind_parameter_count(handle)
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Frees the statement in SQLite; from now on its uses fail.
    func finalize() {
        sqlite3_finalize(handle)
        handle = nil
    }

    /// One use of the statement: binds, runs the body, resets.
    func scope<Result>(
        binding bind: (inout Bindings) throws -> Void, _ body: (OpaquePointer) throws -> Result
    ) throws -> Result {
        guard let handle else { throw SQLiteError.misuse("the database of this statement is closed", sql: sql) }
        guard !isBusy else { throw SQLiteError.misuse("the statement is in the middle of its rows", sql: sql) }
        isBusy = true
        let mark = scratch.used
        defer {
            // What failed was reported by the step, so the answer of the reset is known.
            sqlite3_reset(handle)
            // Bound texts and blobs are borrowed up to here.
            sqlite3_clear_bindings(handle)
            scratch.used = mark
            isBusy = false
        }
        var bindings = Bindings(handle, free: scratch.free)
        try bind(&bindings)
        scratch.used = mark + bindings.usedBytes
        try check(bindings)
        return try body(handle)
    }

    /// Takes one step: true at a row, false at the end.
    func step(_ handle: OpaquePointer) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code, of: handle)
        }
    }

    private func check(_ bindings: borrowing Bindings) throws {
        // A forgotten parameter would be NULL to SQLite, without a word.
        guard bindings.count == parameterCount || bindings.isOpen else {
            let message = "the statement has \(parameterCount) parameters, \(bindings.count) values were bound"
            throw SQLiteError.misuse(message, sql: sql)
        }
        switch bindings.failure {
        case SQLITE_OK: return
        case SQLITE_RANGE: throw SQLiteError.misuse("a value was bound to a parameter the statement lacks", sql: sql)
        case let code: throw SQLiteError(code: code, connection: nil, sql: sql)
        }
    }

    private func failure(_ code: Int32, of handle: OpaquePointer) -> SQLiteError {
        // SQLite's own words can quote a bound value, as FTS5 does with `syntax error near "…"` and ATTACH with a
        // path. Those on a broken constraint name schema objects only; for the rest the code's fixed words must do.
        let isSafe = parameterCount == 0 || code & 0xff == SQLITE_CONSTRAINT
        return SQLiteError(code: code, connection: isSafe ? sqlite3_db_handle(handle) : nil, sql: sql)
    }
}

private func compile(
    _ connection: OpaquePointer, consuming text: inout Slice<UnsafeBufferPointer<UInt8>>, isKept: Bool
) throws -> (OpaquePointer, sql: String)? {
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    while let start = UnsafeBufferPointer(rebasing: text).baseAddress, !text.isEmpty {
        var compiled: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = start.withMemoryRebound(to: CChar.self, capacity: text.count) { chars in
            sqlite3_prepare_v3(connection, chars, Int32(clamping: text.count), flags, &compiled, &tail)
        }
        guard code == SQLITE_OK else {
            throw SQLiteError(code: code, connection: connection, sql: String(decoding: text, as: UTF8.self))
        }
        let length = tail.map { UnsafeRawPointer($0) - UnsafeRawPointer(start) } ?? text.count
        let sql = text.prefix(length)
        text = text.dropFirst(length)
        if let compiled { return (compiled, String(decoding: sql, as: UTF8.self)) }
        // Nothing compiled and nothing consumed: SQLite takes a zero byte for the end of the text.
        guard length > 0 else { throw SQLiteError.misuse("the SQL holds a zero byte") }
    }
    return nil
}
