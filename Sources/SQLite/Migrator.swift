/// One change of the schema, named by a sentence: "Create events and sessions".
///
/// Once it has been part of a release it is never edited, since databases exist that ran it; the next change is a new one.
package struct Migration: Sendable {
    package let name: String
    package let apply: @Sendable (Database) throws -> Void

    package init(_ name: String, apply: @escaping @Sendable (Database) throws -> Void) {
        self.name = name
        self.apply = apply
    }

    /// A migration that is all SQL.
    package init(_ name: String, sql: String) {
        self.init(name) { database in try database.execute(sql) }
    }
}

/// Brings a database up to the schema this program knows, and refuses one that is ahead of it.
///
/// What was applied is kept in the table `migrations`, in its order and with its time.
package struct Migrator: Sendable {
    /// Why a database cannot be migrated.
    package enum Refusal: Error, Equatable {
        /// A newer version of the program has been here.
        case newer(path: String, unknown: String)
        /// A known migration is missing before one that was applied.
        case outOfOrder(path: String, missing: String, applied: String)
    }

    private let migrations: [Migration]
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - migrations: All of them, oldest first. No two may have the same name.
    ///   - now: The time in nanoseconds since 1970 UTC, noted for what is applied.
    package init(_ migrations: [Migration], now: @escaping @Sendable () -> Int64) {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations have the same name")
        self.migrations = migrations
        self.now = now
    }

    /// Applies what is missing, each migration in a transaction of its own, and returns the names of what it applied.
    ///
    /// A migration that fails leaves nothing behind, those before it stay. Another process may do the same at the same
    /// time: each is applied once.
    ///
    /// - Throws: `Refusal`, before anything is changed, or the error of the migration that failed.
    @discardableResult
    package func migrate(_ database: Database) throws -> [String] {
        let pending = try pending(in: database)
        try database.execute(createTable)
        return try apply(pending, to: database)
    }

    /// Returns the names of the migrations that this database lacks, changing nothing.
    ///
    /// - Throws: `Refusal`, as `migrate` would.
    package func pendingNames(in database: Database) throws -> [String] {
        try pending(in: database).map(\.name)
    }

    func pending(in database: Database) throws -> ArraySlice<Migration> {
        let applied = try appliedNames(in: database)
        let known = Set(migrations.map(\.name))
        for (index, name) in applied.enumerated() {
            guard known.contains(name) else { throw Refusal.newer(path: database.path, unknown: name) }
            let expected = migrations[index].name
            guard name == expected else {
                throw Refusal.outOfOrder(path: database.path, missing: expected, applied: name)
            }
        }
        return migrations.dropFirst(applied.count)
    }

    private func appliedNames(in database: Database) throws -> [String] {
        let hasTable = try database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'")
        guard try hasTable.firstRow(body: { _ in true }) != nil else { return [] }
        return try database.prepare("SELECT name FROM migrations ORDER BY position").mapRows { $0.text(0) }
    }

    /// Applies each migration unless another connection has done so since we looked, and returns the names of ours.
    func apply(_ pending: some Sequence<Migration>, to database: Database) throws -> [String] {
        let isApplied = try database.prepare("SELECT 1 FROM migrations WHERE name = ?")
        let note = try database.prepare("INSERT INTO migrations (name, applied_at) VALUES (?, ?)")
        return try pending.compactMap { migration in
            try database.transaction {
                guard try isApplied.firstRow(migration.name, body: { _ in true }) == nil else { return nil }
                try migration.apply(database)
                try note.run(migration.name, now())
                return migration.name
            }
        }
    }
}

/// `applied_at` is in nanoseconds since 1970 UTC.
private let createTable = """
    CREATE TABLE IF NOT EXISTS migrations (
        position INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        applied_at INTEGER NOT NULL
    ) STRICT
    """

extension Migrator.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newer(let path, let unknown):
            """
            \(path) was written by a newer version: it has the migration “\(unknown)”, which this version does not \
            know. Use that version or a later one, or another folder.
            """
        case .outOfOrder(let path, let missing, let applied):
            "\(path) has the migration “\(applied)” where “\(missing)” comes first: it was not made by a release."
        }
    }
}
