import Testing

@testable import SQLite

@Suite struct MigratorTests {
    private static let notes = Migration("Create notes", sql: "CREATE TABLE note (text TEXT NOT NULL) STRICT")
    private static let authors = Migration("Give notes an author") { database in
        try database.execute("ALTER TABLE note ADD COLUMN author TEXT; INSERT INTO note VALUES ('first', 'me')")
    }

    private func migrator(_ migrations: Migration...) -> Migrator {
        Migrator(migrations, now: { 1_700_000_000_123_456_789 })
    }

    @Test func `a new database gets every migration in order, once`() throws {
        let database = try Database(path: ":memory:")
        let migrator = migrator(Self.notes, Self.authors)
        #expect(try migrator.pendingNames(in: database) == ["Create notes", "Give notes an author"])
        #expect(try migrator.migrate(database) == ["Create notes", "Give notes an author"])
        #expect(try migrator.migrate(database) == [])
        #expect(try migrator.pendingNames(in: database) == [])
        #expect(try database.texts("SELECT author FROM note") == ["me"])
    }

    @Test func `an older database gets what it lacks, with the time`() throws {
        let database = try Database(path: ":memory:")
        try Migrator([Self.notes], now: { 5 }).migrate(database)
        #expect(try migrator(Self.notes, Self.authors).migrate(database) == ["Give notes an author"])
        let rows = try database.prepare("SELECT name, applied_at FROM migrations ORDER BY position")
        #expect(
            try rows.mapRows { "\($0.text(0)) at \($0.int64(1))" }
                == ["Create notes at 5", "Give notes an author at 1700000000123456789"])
    }

    @Test func `looking at what is pending changes nothing`() throws {
        let database = try Database(path: ":memory:")
        _ = try migrator(Self.notes).pendingNames(in: database)
        #expect(try database.number("SELECT count(*) FROM sqlite_schema") == 0)
    }

    @Test func `a newer database is refused and left as it is`() throws {
        let database = try Database(path: ":memory:")
        try migrator(Self.notes, Migration("Add moods", sql: "CREATE TABLE mood (x TEXT)")).migrate(database)
        let expected = Migrator.Refusal.newer(path: ":memory:", unknown: "Add moods")
        let old = migrator(Self.notes, Self.authors)
        #expect(throws: expected) { try old.migrate(database) }
        #expect(throws: expected) { try old.pendingNames(in: database) }
        #expect(try database.texts("SELECT name FROM migrations ORDER BY position") == ["Create notes", "Add moods"])
        #expect(
            "\(expected)" == """
                :memory: was written by a newer version: it has the migration “Add moods”, which this version does \
                not know. Use that version or a later one, or another folder.
                """)
    }

    @Test func `a database with a gap in its migrations is refused`() throws {
        let database = try Database(path: ":memory:")
        let extra = Migration("Add moods", sql: "CREATE TABLE mood (x TEXT)")
        try migrator(Self.notes, extra).migrate(database)
        let gap = Migrator.Refusal.outOfOrder(path: ":memory:", missing: "Give notes an author", applied: "Add moods")
        #expect(throws: gap) {
            try migrator(Self.notes, Self.authors, extra).migrate(database)
        }
    }

    @Test func `a migration that fails leaves nothing behind, those before it stay`() throws {
        let database = try Database(path: ":memory:")
        let broken = Migration("Break", sql: "CREATE TABLE half (x TEXT); INSERT INTO nowhere VALUES (1)")
        let error = sqliteError { try migrator(Self.notes, broken, Self.authors).migrate(database) }
        #expect(error?.message == "no such table: nowhere")
        #expect(try database.texts("SELECT name FROM migrations ORDER BY position") == ["Create notes"])
        #expect(try database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0)
        #expect(try migrator(Self.notes, Self.authors).migrate(database) == ["Give notes an author"])
    }

    @Test func `a migration that another connection has applied meanwhile is not applied again`() throws {
        let temporary = try TemporaryDatabase()
        let migrator = migrator(Self.notes, Self.authors)
        let slow = try temporary.open()
        let pending = try migrator.pending(in: slow)
        try migrator.migrate(temporary.open())
        #expect(try migrator.apply(pending, to: slow) == [])
        #expect(try slow.number("SELECT count(*) FROM note") == 1)
    }
}
