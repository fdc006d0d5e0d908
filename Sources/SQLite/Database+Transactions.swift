import CSQLite

extension Database {
    /// Runs the body in a write transaction: all of it happens, or nothing.
    ///
    /// It takes the write lock at once (`BEGIN IMMEDIATE`), so that it waits for other writers here, for at most the
    /// busy timeout, and not in the middle of its work. When the body throws, everything is rolled back and its error
    /// passed on. Let the errors of statements leave the body: after some of them, such as a full disk, SQLite has
    /// ended the transaction by itself.
    ///
    /// - Throws: The body's error, `busy`, a failure of the commit, or `misuse` inside another transaction.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try run("BEGIN IMMEDIATE", body)
    }

    /// Runs the body on one snapshot of the database, taken by its first query.
    ///
    /// In WAL mode it neither waits for the writer nor makes it wait. Keep it short: the log cannot shrink past the
    /// oldest snapshot.
    ///
    /// - Throws: The body's error, or `misuse` inside another transaction.
    package func read<Result>(_ body: () throws -> Result) throws -> Result {
        try run("BEGIN DEFERRED", body)
    }

    /// Whether a transaction is open on this connection.
    package var isInTransaction: Bool {
        guard let connection = try? connection() else { return false }
        return sqlite3_get_autocommit(connection) == 0
    }

    private func run<Result>(_ begin: String, _ body: () throws -> Result) throws -> Result {
        guard !isInTransaction else {
            throw SQLiteError.misuse("a transaction is open already: they do not nest", sql: begin)
        }
        try prepare(begin).run()
        do {
            let result = try body()
            try prepare("COMMIT").run()
            return result
        } catch {
            // Not if SQLite has rolled back by itself. A failure here adds nothing to the error that led to it.
            if isInTransaction { try? prepare("ROLLBACK").run() }
            throw error
        }
    }
}
