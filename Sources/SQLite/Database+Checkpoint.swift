import CSQLite

/// How far a checkpoint came.
package struct Checkpoint: Sendable, Equatable {
    /// The pages in the log when it ended.
    package let loggedPages: Int

    /// How many of them are in the database file now, synced unless `synchronous` is off.
    package let movedPages: Int

    /// Whether a reader or writer held it up, so that the mode's promise was not kept.
    package let wasBlocked: Bool

    /// Whether every commit made before it is in the database file.
    package var isComplete: Bool { loggedPages == movedPages && !wasBlocked }
}

extension Database {
    /// How much a checkpoint waits for, see <https://www.sqlite.org/c3ref/wal_checkpoint_v2.html>.
    package enum CheckpointMode: Sendable {
        /// Moves what it can without waiting for anybody.
        case passive
        /// Waits for the writer and for readers of old snapshots, then moves everything.
        case full
        /// As `full`, and the next writer starts the log from its beginning.
        case restart
        /// As `restart`, and cuts the log file to nothing.
        case truncate
    }

    /// Moves pages from the write-ahead log into the database file. Without a log it does nothing.
    ///
    /// Waiting for others, for at most the busy timeout each, is reported in the result and is no error.
    package func checkpoint(_ mode: CheckpointMode) throws -> Checkpoint {
        let connection = try connection()
        let rawMode =
            switch mode {
            case .passive: SQLITE_CHECKPOINT_PASSIVE
            case .full: SQLITE_CHECKPOINT_FULL
            case .restart: SQLITE_CHECKPOINT_RESTART
            case .truncate: SQLITE_CHECKPOINT_TRUNCATE
            }
        var logged: Int32 = 0
        var moved: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(connection, nil, rawMode, &logged, &moved)
        guard code == SQLITE_OK || code & 0xff == SQLITE_BUSY else {
            throw SQLiteError(code: code, connection: connection)
        }
        // Both are -1 when there is no log, or when another checkpoint was running.
        let pages = (logged: Int(max(logged, 0)), moved: Int(max(moved, 0)))
        return Checkpoint(loggedPages: pages.logged, movedPages: pages.moved, wasBlocked: code != SQLITE_OK)
    }
}
