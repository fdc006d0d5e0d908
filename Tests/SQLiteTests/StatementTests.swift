import Testing

@testable import SQLite

@Suite struct BindingTests {
    @Test func `every type comes back as it was bound`() throws {
        let database = try Database(path: ":memory:")
        let bytes: [UInt8] = [0, 1, 0, 255]
        let values = try database.prepare("SELECT ?, ?, ?, ?, ?, ?, ?")
        var rows = 0
        try values.forEachRow(Int64.min, 7, 0.1, "a\u{0}é", bytes, true, String?.none) { row in
            rows += 1
            #expect(row.columnCount == 7)
            #expect(row.int64(0) == .min)
            #expect(row.int(1) == 7)
            #expect(row.double(2) == 0.1)
            #expect(row.text(3) == "a\u{0}é")
            #expect(Array(row.utf8(3)) == Array("a\u{0}é".utf8))
            #expect(Array(row.blob(4)) == bytes)
            let (isTrue, nulls) = (row.bool(5), (0..<7).filter { row.isNull($0) })
            #expect(isTrue)
            #expect(nulls == [6])
            #expect(row.text(6) == "" && row.int64(6) == 0 && row.blob(6).isEmpty)
            #expect(row.optionalText(6) == nil && row.optionalInt64(6) == nil)
            #expect(row.optionalInt(6) == nil && row.optionalDouble(6) == nil)
            #expect(row.optionalText(3) == "a\u{0}é" && row.optionalInt64(0) == .min)
            #expect(row.optionalInt(1) == 7 && row.optionalDouble(2) == 0.1)
        }
        #expect(rows == 1)
    }

    @Test func `values are bound by name and by position`() throws {
        let database = try Database(path: ":memory:")
        let statement = try database.prepare("SELECT :first || @second || ?3 || ?")
        let text = try statement.firstRow(
            binding: { values in
                values.bind("c", at: 3)
                values.bind("d")
                values.bind("b", at: "@second")
                values.bind(Optional("a"), at: ":first")
            }, body: { $0.text(0) })
        #expect(text == "abcd")
    }

    @Test(arguments: [0, 1, 15, 16, 40_000, 65_535, 65_536, 70_000])
    func `a text of any length arrives whole beside others`(length: Int) throws {
        let database = try Database(path: ":memory:")
        let texts = [String(repeating: "x", count: length), "short", String(repeating: "é", count: length / 2)]
        let bytes = [UInt8](repeating: 0xfe, count: length)
        let statement = try database.prepare("SELECT ?, ?, ?, ?, typeof(?1), typeof(?4)")
        try statement.forEachRow(texts[0], texts[1], texts[2], bytes) { row in
            #expect((0..<3).map { row.text($0) } == texts)
            #expect(Array(row.blob(3)) == bytes)
            #expect(row.text(4) == "text" && row.text(5) == "blob")
        }
    }

    @Test func `borrowed bytes are bound in place, and empty ones are not null`() throws {
        let database = try Database(path: ":memory:")
        let statement = try database.prepare("SELECT ?, ?, typeof(?3), typeof(?4)")
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        try Array("naïve".utf8).withUnsafeBytes { bytes in
            try statement.visitRows { values in
                values.bind(borrowedText: bytes)
                values.bind(borrowedBlob: bytes)
                values.bind(borrowedText: empty)
                values.bind(borrowedBlob: empty)
            } body: { row in
                #expect(row.text(0) == "naïve")
                #expect(Array(row.blob(1)) == Array(bytes))
                #expect(row.text(2) == "text" && row.text(3) == "blob")
                return .proceed
            }
        }
    }

    @Test func `texts of an outer statement stay whole while inner ones bind theirs`() throws {
        let database = try Database(path: ":memory:")
        var seen: [String] = []
        try database.prepare("SELECT ?1 || n.column1 FROM (VALUES (1), (2), (3)) AS n").forEachRow("outer") { row in
            seen.append(row.text(0))
            try database.prepare("SELECT ?").forEachRow("inner text that is longer") { seen.append($0.text(0)) }
        }
        let inner = "inner text that is longer"
        #expect(seen == ["outer1", inner, "outer2", inner, "outer3", inner])
        #expect(database.scratch.used == 0)
    }

    @Test func `no value of an earlier use is left`() throws {
        let database = try Database(path: ":memory:")
        let statement = try database.prepare("SELECT ?2")
        try statement.run("first", "second")
        let isNull = try statement.firstRow(
            binding: { values in
                values.bind("again", at: 1)
                values.bind("once more", at: 1)
            }, body: { $0.isNull(0) })
        #expect(isNull == true)
    }

    @Test func `a forgotten or superfluous value is an error`() throws {
        let database = try Database(path: ":memory:")
        let statement = try database.prepare("SELECT ?, ?")
        let tooFew = sqliteError { try statement.run(1) }
        #expect(tooFew?.message == "the statement has 2 parameters, 1 values were bound")
        #expect(tooFew?.kind == .misuse)
        let tooMany = sqliteError { try statement.run(1, 2, 3) }
        #expect(tooMany?.message == "the statement has 2 parameters, 3 values were bound")
        let wrongName = sqliteError { try database.prepare("SELECT :a").run { $0.bind(1, at: ":nobody") } }
        #expect(wrongName?.message == "a value was bound to a parameter the statement lacks")
        #expect(sqliteError { try database.execute("SELECT ?") }?.kind == .misuse)
    }
}

@Suite struct RowTests {
    @Test func `rows are visited in order until the visitor stops`() throws {
        let database = try Database(path: ":memory:")
        let statement = try database.prepare("VALUES (1), (2), (3)")
        var seen: [Int] = []
        try statement.visitRows { row in
            seen.append(row.int(0))
            return seen.count == 2 ? .stop : .proceed
        }
        #expect(seen == [1, 2])
        #expect(try statement.mapRows { $0.int(0) } == [1, 2, 3])
        #expect(try statement.firstRow { $0.int(0) } == 1)
        #expect(try database.prepare("SELECT 1 WHERE 0").firstRow { $0.int(0) } == nil)
    }

    @Test func `leaving the rows early, even by an error, ends the snapshot`() throws {
        struct Enough: Error {}
        let temporary = try TemporaryDatabase()
        let writer = try temporary.open()
        try writer.execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), (2)")
        let reader = try temporary.open(.readOnly)
        let statement = try reader.prepare("SELECT x FROM t")
        #expect(throws: Enough.self) { try statement.forEachRow { _ in throw Enough() } }
        #expect(try statement.firstRow { $0.int(0) } == 1)
        try writer.execute("INSERT INTO t VALUES (3)")
        #expect(try writer.checkpoint(.restart).isComplete)
        #expect(try statement.mapRows { $0.int(0) } == [1, 2, 3])
    }

    @Test func `a statement in use is not started again, and its SQL prepares a second one`() throws {
        let database = try Database(path: ":memory:")
        let outer = try database.prepare("VALUES (1), (2)")
        var pairs: [[Int]] = []
        try outer.forEachRow { first in
            let error = sqliteError { try outer.run() }
            #expect(error?.message == "the statement is in the middle of its rows")
            try database.prepare("VALUES (1), (2)").forEachRow { second in pairs.append([first.int(0), second.int(0)]) }
        }
        #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
    }

    @Test func `bytes that are no UTF-8 are repaired in texts`() throws {
        let database = try Database(path: ":memory:")
        #expect(try database.texts("SELECT CAST(x'61ff62' AS TEXT)") == ["a\u{fffd}b"])
    }
}

@Suite struct StatementCacheTests {
    private func database(capacity: Int) throws -> Database {
        var options = Options()
        options.cachedStatements = capacity
        return try Database(path: ":memory:", options: options)
    }

    @Test func `the same SQL gives the same statement`() throws {
        let database = try database(capacity: 4)
        let first = try database.prepare("SELECT 1")
        #expect(try database.prepare("SELECT 1") === first)
    }

    @Test func `the statement unused for longest makes room`() throws {
        let database = try database(capacity: 2)
        let one = try database.prepare("SELECT 1")
        let two = try database.prepare("SELECT 2")
        #expect(try database.prepare("SELECT 1") === one)
        _ = try database.prepare("SELECT 3")
        #expect(try database.prepare("SELECT 1") === one)
        #expect(try database.prepare("SELECT 2") !== two)
        #expect(try two.firstRow { $0.int(0) } == 2)
    }

    @Test func `without a cache every statement is compiled anew`() throws {
        let database = try database(capacity: 0)
        let first = try database.prepare("SELECT 1")
        #expect(try database.prepare("SELECT 1") !== first)
        #expect(try database.transaction { try database.number("SELECT 5") } == 5)
    }

    @Test func `a statement survives a change of the schema`() throws {
        let database = try notes()
        let all = try database.prepare("SELECT * FROM note")
        try database.execute("INSERT INTO note (id) VALUES (1)")
        #expect(try all.firstRow { $0.columnCount } == 4)
        try database.execute("ALTER TABLE note ADD COLUMN more TEXT")
        #expect(try all.firstRow { $0.columnCount } == 5)
    }

    @Test(arguments: [
        ("", "no statement in the SQL"), (" -- only words", "no statement in the SQL"),
        ("SELECT 1; SELECT 2", "one statement expected, the SQL holds more: use execute"),
        ("SELECT absent", "no such column: absent"), ("SELECT 1\u{0}", "the SQL holds a zero byte"),
    ])
    func `SQL that is not one statement is refused`(sql: String, message: String) throws {
        let database = try Database(path: ":memory:")
        #expect(sqliteError { _ = try database.prepare(sql) }?.message == message)
    }

    @Test func `a semicolon and a comment may follow the statement`() throws {
        #expect(try Database(path: ":memory:").number("SELECT 1; -- done\n ;") == 1)
    }
}
