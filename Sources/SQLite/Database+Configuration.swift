import CSQLite

extension Database {
    /// Applies the options in the order SQLite needs.
    func configure(_ connection: OpaquePointer, _ options: Options) throws {
        sqlite3_busy_timeout(connection, milliseconds(options.busyTimeout))
        sqlite3_wal_autocheckpoint(connection, Int32(clamping: options.autocheckpointPages))
        do {
            // A negative size is in kilobytes, a positive one in pages.
            try execute(
                """
                PRAGMA cache_size = -\(options.cacheKilobytes);
                PRAGMA mmap_size = \(options.mappedBytes);
                PRAGMA synchronous = \(options.synchronous.rawValue);
                PRAGMA foreign_keys = \(options.foreignKeys ? "on" : "off");
                """)
            if mode == .readOnly {
                // SQLite opens lazily: read the header now, so that a file that is no database fails here.
                try execute("PRAGMA schema_version")
            } else {
                // Before the journal mode: turning WAL on writes the first page, after which it is too late. On a file that is there
                // it would only ask for the write lock.
                if mode == .readWriteCreate { try execute("PRAGMA auto_vacuum = \(options.autoVacuum.rawValue)") }
                try setJournal(options.journal)
            }
        } catch let error as SQLiteError {
            throw SQLiteError(code: error.code, message: "cannot open \(path): \(error.message)", sql: error.sql)
        }
    }

    /// SQLite answers with the mode it chose, and a refusal is no error to it. A database in memory has but one.
    private func setJournal(_ journal: Options.Journal) throws {
        let sql = "PRAGMA journal_mode = \(journal.rawValue)"
        let actual = try prepare(sql).firstRow { $0.text(0) }
        guard actual == journal.rawValue || actual == Options.Journal.memory.rawValue else {
            let message = "the journal mode is \(actual ?? "unknown"), \(journal.rawValue) was asked for"
            throw SQLiteError(code: SQLITE_ERROR, message: message, sql: sql)
        }
    }
}

private func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
}
