import CSQLite

/// One connection to a database file.
///
/// It belongs to one thread at a time and takes no locks of its own: give each thread its own connection and let WAL
/// keep readers and the writer apart. Every call blocks until SQLite is done, or for the busy timeout. The one thing
/// another thread may do is to stop it, through its `interrupter`.
package final class Database {
    /// What the connection may do to the file.
    package enum Mode: Sendable {
        case readWriteCreate
        case readWrite
        case readOnly
    }

    package let path: String
    package let mode: Mode

    /// Stops a running statement from another thread.
    package let interrupter: Interrupter

    let scratch = Scratch()
    var cache: StatementCache
    private var handle: OpaquePointer?

    /// Opens the file, or a private database in memory for `:memory:`, and sets it up as the options say.
    ///
    /// - Throws: `SQLiteError` naming the path, when the file cannot be opened, is no database, or refuses an option.
    package init(path: String, mode: Mode = .readWriteCreate, options: Options = Options()) throws {
        let connection = try openConnection(path: path, mode: mode)
        self.path = path
        self.mode = mode
        handle = connection
        interrupter = Interrupter(connection)
        cache = StatementCache(capacity: options.cachedStatements)
        try configure(connection, options)
    }

    deinit {
        interrupter.retire()
        // Statements that outlive the connection keep it half alive until they go, so none is left dangling.
        sqlite3_close_v2(handle)
    }

    /// Closes the connection; an open transaction is rolled back. Closing twice is fine.
    ///
    /// - Throws: `busy`, with the SQL of a statement that still runs, or that its holder has not let go after it left
    ///   the cache. The connection stays open then.
    package func close() throws {
        guard let connection = handle else { return }
        if let running = cache.running {
            throw SQLiteError(code: SQLITE_BUSY, message: "cannot close: a statement is running", sql: running.sql)
        }
        cache.removeAll()
        if let held = sqlite3_next_stmt(connection, nil) {
            let sql = sqlite3_sql(held).map { String(cString: $0) }
            throw SQLiteError(code: SQLITE_BUSY, message: "cannot close: a statement is still held", sql: sql)
        }
        interrupter.retire()
        handle = nil
        let code = sqlite3_close(connection)
        guard code == SQLITE_OK else { throw SQLiteError(code: code, connection: nil) }
    }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` touched, without what triggers did.
    package var changes: Int64 {
        handle.map { sqlite3_changes64($0) } ?? 0
    }

    /// The rowid of the last row inserted on this connection, 0 before the first.
    package var lastInsertRowID: Int64 {
        handle.map { sqlite3_last_insert_rowid($0) } ?? 0
    }

    /// The open connection, or an error that says it is closed.
    func connection() throws -> OpaquePointer {
        guard let handle else { throw SQLiteError.misuse("the database \(path) is closed") }
        return handle
    }
}

@available(*, unavailable, message: "a connection belongs to one thread")
extension Database: Sendable {}

private func openConnection(path: String, mode: Database.Mode) throws -> OpaquePointer {
    let access =
        switch mode {
        case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .readWrite: SQLITE_OPEN_READWRITE
        case .readOnly: SQLITE_OPEN_READONLY
        }
    var opened: OpaquePointer?
    // NOMUTEX: the connection is confined to one thread, so SQLite need not lock it at each call.
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let connection = opened else {
        // A failed open leaves a connection too, for its message.
        defer { sqlite3_close(opened) }
        let reason = SQLiteError(code: code, connection: opened).message
        throw SQLiteError(code: code, message: "cannot open \(path): \(reason)")
    }
    return connection
}
