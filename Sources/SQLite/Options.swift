/// How a connection is set up. The defaults suit a small writer: WAL, foreign keys on, modest memory.
package struct Options: Sendable {
    /// When a commit reaches the disk, see <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    ///
    /// In WAL mode `normal` survives any crash of the process; a loss of power may take the last
    /// commits back, up to the last checkpoint, and never damages the file.
    package enum Synchronous: String, Sendable {
        case off, normal, full
    }

    package enum Journal: String, Sendable {
        case wal, delete, memory, off
    }

    /// How the file gives pages back after deletions.
    package enum AutoVacuum: String, Sendable {
        case none
        /// `PRAGMA incremental_vacuum(pages)` gives them back, in portions the caller chooses.
        case incremental
    }

    /// The most memory the page cache takes.
    package var cacheKilobytes = 2_000

    /// How much of the file is mapped for reading; 0 for none.
    package var mappedBytes: Int64 = 0

    /// How long a call waits for another connection's lock before it fails as `busy`. Whole milliseconds count.
    package var busyTimeout: Duration = .seconds(5)

    package var foreignKeys = true
    package var synchronous = Synchronous.normal

    /// Kept in the file. Read-only connections take the file as it is.
    package var journal = Journal.wal

    /// Kept in the file, and settable only before its first table: an existing database stays as it is.
    package var autoVacuum = AutoVacuum.incremental

    /// After how many pages in the log a commit also does a checkpoint; 0 leaves that to `checkpoint(_:)`.
    package var autocheckpointPages = 1_000

    /// How many prepared statements are kept; the one unused for longest makes room.
    package var cachedStatements = 64

    package init() {}
}
