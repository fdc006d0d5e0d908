import Foundation
import SQLite
import Testing

@Suite struct DatabaseTests {
    @Test func `every option reaches the connection`() throws {
        let temporary = try TemporaryDatabase()
        var options = Options()
        options.cacheKilobytes = 1_234
        options.mappedBytes = 65_536
        options.busyTimeout = .milliseconds(1_500)
        options.foreignKeys = false
        options.synchronous = .full
        options.autocheckpointPages = 77
        let database = try Database(path: temporary.path, options: options)
        let expected: [(pragma: String, value: String)] = [
            ("cache_size", "-1234"), ("mmap_size", "65536"), ("busy_timeout", "1500"), ("foreign_keys", "0"),
            ("synchronous", "2"), ("wal_autocheckpoint", "77"), ("journal_mode", "wal"), ("auto_vacuum", "2"),
        ]
        for (pragma, value) in expected {
            #expect(try database.texts("PRAGMA \(pragma)") == [value], "\(pragma)")
        }
    }

    @Test func `deleted rows give their pages back in portions`() throws {
        let temporary = try TemporaryDatabase()
        let database = try temporary.open()
        try database.execute("CREATE TABLE t (data BLOB); INSERT INTO t VALUES (zeroblob(1000000)); DELETE FROM t")
        let free = try #require(try database.number("PRAGMA freelist_count"))
        try database.execute("PRAGMA incremental_vacuum(10)")
        #expect(free > 200)
        #expect(try database.number("PRAGMA freelist_count") == free - 10)
    }

    @Test func `a missing file is created only when asked`() throws {
        let temporary = try TemporaryDatabase()
        for mode in [Database.Mode.readWrite, .readOnly] {
            let error = sqliteError { _ = try temporary.open(mode) }
            #expect(error?.message == "cannot open \(temporary.path): unable to open database file")
        }
        #expect(!FileManager.default.fileExists(atPath: temporary.path))
        try temporary.open().close()
        #expect(FileManager.default.fileExists(atPath: temporary.path))
    }

    @Test(arguments: [Database.Mode.readWriteCreate, .readWrite, .readOnly])
    func `a file that is no database is refused when it is opened`(mode: Database.Mode) throws {
        let temporary = try TemporaryDatabase()
        try Data(repeating: 0x41, count: 4_096).write(to: URL(filePath: temporary.path))
        let error = try #require(sqliteError { _ = try temporary.open(mode) })
        #expect(error.kind == .corrupt)
        #expect(error.message == "cannot open \(temporary.path): file is not a database")
    }

    @Test func `a read-only connection reads and cannot write`() throws {
        let temporary = try TemporaryDatabase()
        let writer = try temporary.open()
        try writer.execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (7)")
        let reader = try temporary.open(.readOnly)
        #expect(try reader.number("SELECT x FROM t") == 7)
        #expect(sqliteError { try reader.execute("DELETE FROM t") }?.kind == .readOnly)
    }

    @Test func `execute runs many statements and stops at the one that fails`() throws {
        let database = try notes()
        try database.execute(
            """
            ; -- blanks, comments and empty statements are fine
            INSERT INTO note (text) VALUES ('a'); SELECT * FROM note;;
            INSERT INTO note (text) VALUES ('b')
            """)
        let script = "INSERT INTO note (text) VALUES ('c'); INSERT INTO absent VALUES (1); DELETE FROM note"
        let error = sqliteError { try database.execute(script) }
        #expect(error?.message == "no such table: absent")
        #expect(error?.sql == " INSERT INTO absent VALUES (1); DELETE FROM note")
        #expect(try database.texts("SELECT text FROM note ORDER BY id") == ["a", "b", "c"])
    }

    @Test(arguments: ["", "  ;; ", "-- nothing\n"])
    func `executing nothing does nothing`(sql: String) throws {
        try notes().execute(sql)
    }

    @Test func `changes and the last rowid tell what the last insert did`() throws {
        let database = try notes()
        #expect(database.lastInsertRowID == 0)
        try database.execute("INSERT INTO note (id, text) VALUES (41, 'a'), (42, 'b')")
        #expect(database.lastInsertRowID == 42)
        #expect(database.changes == 2)
        try database.execute("UPDATE note SET score = 1 WHERE id = 41")
        #expect(database.changes == 1)
    }

    @Test func `a query plan names the index it uses`() throws {
        let database = try notes()
        #expect(
            try database.queryPlan("SELECT id FROM note WHERE text = ?")
                == ["SEARCH note USING COVERING INDEX sqlite_autoindex_note_1 (text=?)"])
        #expect(
            try database.queryPlan("SELECT * FROM note WHERE score > :score ORDER BY data")
                == ["SCAN note", "USE TEMP B-TREE FOR ORDER BY"])
    }

    @Test func `another thread interrupts a statement that never ends`() async throws {
        let database = try notes()
        let interrupter = database.interrupter
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        async let interruption: Void = {
            for await _ in started { interrupter.interrupt() }
        }()
        let forever = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        let error = sqliteError {
            try database.prepare(forever).forEachRow { _ in signal.yield() }
        }
        signal.finish()
        await interruption
        #expect(error?.kind == .interrupted)
        #expect(try database.number("SELECT 1") == 1)
    }
}

@Suite struct ClosingTests {
    @Test func `a closed database says so, and closing twice is fine`() throws {
        let database = try notes()
        let held = try database.prepare("SELECT 1")
        try database.close()
        try database.close()
        database.interrupter.interrupt()
        #expect(sqliteError { try database.execute("SELECT 1") }?.message == "the database :memory: is closed")
        #expect(sqliteError { try held.run() }?.message == "the database of this statement is closed")
        #expect(database.changes == 0)
    }

    @Test func `closing in the middle of rows is refused and breaks nothing`() throws {
        let database = try notes()
        var seen = 0
        try database.prepare("VALUES (1), (2)").forEachRow { _ in
            seen += 1
            let error = sqliteError { try database.close() }
            #expect(error?.kind == .busy)
            #expect(error?.sql == "VALUES (1), (2)")
        }
        #expect(seen == 2)
        try database.close()
    }

    @Test func `a statement that outlived the cache keeps the database open until it is let go`() throws {
        var options = Options()
        options.cachedStatements = 1
        let database = try Database(path: ":memory:", options: options)
        var held: Statement? = try database.prepare("SELECT 1")
        _ = try database.prepare("SELECT 2")
        let error = sqliteError { try database.close() }
        #expect(error?.kind == .busy)
        #expect(error?.sql == "SELECT 1")
        #expect(try held?.firstRow { $0.int(0) } == 1)
        held = nil
        try database.close()
    }

    @Test func `an open transaction is rolled back`() throws {
        let temporary = try TemporaryDatabase()
        let database = try temporary.open()
        try database.execute("CREATE TABLE t (x INTEGER); BEGIN; INSERT INTO t VALUES (1)")
        try database.close()
        #expect(try temporary.open().number("SELECT count(*) FROM t") == 0)
    }
}
