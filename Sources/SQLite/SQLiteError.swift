import CSQLite

/// What SQLite refused, with its code, its words and the SQL that was running.
///
/// Bound values never appear in it, so it may be logged and shown: they are people's texts.
package struct SQLiteError: Error, Equatable {
    /// The extended result code, see <https://www.sqlite.org/rescode.html>.
    package let code: Int32

    /// What went wrong, in SQLite's words or ours.
    package let message: String

    /// The text of the statement with its parameters still open, if one was running.
    package let sql: String?

    package init(code: Int32, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }
}

extension SQLiteError {
    /// The classes of failure that callers treat differently.
    package enum Kind: Sendable {
        /// Another connection holds the lock, and did so for the whole busy timeout.
        case busy
        /// The disk, or the database's own limit, is full. The transaction is lost, the database is not.
        case full
        /// The file is damaged or is no database.
        case corrupt
        /// A `UNIQUE`, `CHECK`, `NOT NULL`, type or foreign key rule of the schema.
        case constraint
        /// `Interrupter.interrupt()` stopped it.
        case interrupted
        /// A write on a connection or file that may only be read.
        case readOnly
        /// The calling code is wrong: a nested transaction, a missing parameter, a closed database.
        case misuse
        /// Everything else: see the code.
        case other
    }

    package var kind: Kind {
        // The low byte is the primary code, the others tell its variants apart.
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        case SQLITE_CONSTRAINT: .constraint
        case SQLITE_INTERRUPT: .interrupted
        case SQLITE_READONLY: .readOnly
        case SQLITE_MISUSE, SQLITE_RANGE: .misuse
        default: .other
        }
    }

    /// The last failure of the connection, to be taken before its next call; without one, the code's fixed words.
    init(code: Int32, connection: OpaquePointer?, sql: String? = nil) {
        let message = connection.map(sqlite3_errmsg) ?? sqlite3_errstr(code)
        self.init(code: code, message: message.map { String(cString: $0) } ?? "unknown error", sql: sql)
    }

    static func misuse(_ message: String, sql: String? = nil) -> SQLiteError {
        SQLiteError(code: SQLITE_MISUSE, message: message, sql: sql)
    }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String {
        let text = "SQLite error \(code): \(message)"
        return sql.map { "\(text) [\($0)]" } ?? text
    }
}
