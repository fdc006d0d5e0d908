internal import PlugwalkModel
package import SQLite

/// One database file: `live`, the demo, or a replay. Has no global state, so that several are open side by side.
package struct Dataset: Sendable {
    /// How routes name it.
    package let name: String
    package let path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }

    /// The page cache of the writer's connection, in kilobytes; it counts in the memory budget.
    static let writerCacheKilobytes = 16_384
    static let readerCacheKilobytes = 2_048

    /// Opens the file for its one writer, and brings its schema up to date.
    package func openWriter(clock: any TimeSource) throws -> Database {
        var options = Options()
        options.cacheKilobytes = Self.writerCacheKilobytes
        // WAL checkpoints run on the maintenance connection, so that a commit never waits for one.
        options.autocheckpointPages = 0
        let database = try Database(path: path, mode: .readWriteCreate, options: options)
        // What a log keeps on the disk once it has begun anew: all of it, so that a busy writer does not cut its file and grow it again
        // and again. When it is quiet, maintenance cuts it to nothing.
        try database.execute("PRAGMA journal_size_limit = \(WriterLoop.maxLogBytes)")
        try Migrator(Schema.migrations, now: { clock.now.milliseconds * 1_000_000 }).migrate(database)
        return database
    }

    /// Opens the file for one reader thread.
    package func openReader() throws -> Database {
        var options = Options()
        options.cacheKilobytes = Self.readerCacheKilobytes
        return try Database(path: path, mode: .readOnly, options: options)
    }

    /// Opens the file for the maintenance of its write-ahead log.
    func openMaintenance() throws -> Database {
        var options = Options()
        options.cacheKilobytes = 256
        options.busyTimeout = .zero
        return try Database(path: path, mode: .readWrite, options: options)
    }
}
