import SQLite
import Testing

@Suite struct TransactionTests {
    struct Failure: Error {}

    @Test func `a transaction happens as a whole`() throws {
        let database = try notes()
        let result = try database.transaction {
            #expect(database.isInTransaction)
            try database.execute("INSERT INTO note (text) VALUES ('a'); INSERT INTO note (text) VALUES ('b')")
            return "done"
        }
        #expect(result == "done")
        #expect(!database.isInTransaction)
        #expect(try database.number("SELECT count(*) FROM note") == 2)
    }

    @Test func `an error takes everything back and is passed on`() throws {
        let database = try notes()
        #expect(throws: Failure.self) {
            try database.transaction {
                try database.execute("INSERT INTO note (text) VALUES ('a')")
                throw Failure()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.number("SELECT count(*) FROM note") == 0)
        try database.transaction { try database.execute("INSERT INTO note (text) VALUES ('b')") }
        #expect(try database.texts("SELECT text FROM note") == ["b"])
    }

    @Test func `a commit that is refused takes everything back`() throws {
        let database = try notes()
        try database.execute("CREATE TABLE link (note INTEGER REFERENCES note DEFERRABLE INITIALLY DEFERRED)")
        let error = sqliteError { try database.transaction { try database.execute("INSERT INTO link VALUES (99)") } }
        #expect(error?.message == "FOREIGN KEY constraint failed")
        #expect(!database.isInTransaction)
        #expect(try database.number("SELECT count(*) FROM link") == 0)
    }

    @Test func `transactions do not nest, and the outer one goes on`() throws {
        let database = try notes()
        try database.transaction {
            try database.execute("INSERT INTO note (text) VALUES ('outer')")
            for nested in [{ try database.transaction {} }, { try database.read {} }] {
                let error = sqliteError(nested)
                #expect(error?.message == "a transaction is open already: they do not nest")
                #expect(error?.kind == .misuse)
            }
        }
        #expect(try database.texts("SELECT text FROM note") == ["outer"])
    }

    @Test func `a second writer waits for its timeout and is told that the database is busy`() throws {
        let temporary = try TemporaryDatabase()
        let first = try temporary.open()
        let second = try temporary.open(busyTimeout: .milliseconds(20))
        try first.transaction {
            var entered = false
            let error = sqliteError { try second.transaction { entered = true } }
            #expect(error?.kind == .busy)
            #expect(error?.sql == "BEGIN IMMEDIATE")
            #expect(!entered)
        }
        try second.transaction {}
    }

    @Test func `a reader stays on its snapshot while the writer commits`() throws {
        let temporary = try TemporaryDatabase()
        let writer = try temporary.open(busyTimeout: .milliseconds(20))
        try writer.execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1)")
        let reader = try temporary.open(.readOnly)
        try reader.read {
            #expect(try reader.number("SELECT count(*) FROM t") == 1)
            try writer.transaction { try writer.execute("INSERT INTO t VALUES (2)") }
            #expect(try writer.number("SELECT count(*) FROM t") == 2)
            #expect(try reader.number("SELECT count(*) FROM t") == 1)

            let blocked = try writer.checkpoint(.truncate)
            #expect(blocked.wasBlocked && !blocked.isComplete)
            #expect(blocked.movedPages < blocked.loggedPages)
        }
        #expect(try reader.number("SELECT count(*) FROM t") == 2)
        let unblocked = try writer.checkpoint(.truncate)
        #expect(unblocked.isComplete && unblocked.loggedPages == 0)
    }

    @Test func `a passive checkpoint moves every commit made before it`() throws {
        let temporary = try TemporaryDatabase()
        var options = Options()
        options.autocheckpointPages = 0
        let database = try Database(path: temporary.path, options: options)
        try database.execute("CREATE TABLE t (x BLOB); INSERT INTO t VALUES (zeroblob(8000000))")
        let checkpoint = try database.checkpoint(.passive)
        #expect(checkpoint.loggedPages > 1_900)
        #expect(checkpoint.isComplete)
    }
}
