import SQLite
import Testing

@Suite struct SQLiteErrorTests {
    @Test func `an error tells the code, the words and the SQL with open parameters`() throws {
        let database = try notes()
        let insert = try database.prepare("INSERT INTO note (text) VALUES (?)")
        try insert.run("secret")
        let error = try #require(sqliteError { try insert.run("secret") })
        #expect(error.kind == .constraint)
        #expect(
            "\(error)"
                == "SQLite error 2067: UNIQUE constraint failed: note.text [INSERT INTO note (text) VALUES (?)]")
    }

    @Test(arguments: [
        "INSERT INTO note (text, data) VALUES ('x', ?)",
        "INSERT INTO note (id) VALUES (?)",
        "INSERT INTO note (score) VALUES (?)",
        "INSERT INTO checked (text) VALUES (?)",
        "SELECT * FROM search WHERE search MATCH ?",
        "SELECT json_extract('{}', ?)",
        "SELECT json(?)",
        "SELECT abs(?), json_set('{}', ?1, 1)",
        "ATTACH ? AS other",
        "SELECT load_extension(?)",
    ])
    func `no error shows a bound value`(sql: String) throws {
        let database = try notes()
        try database.execute(
            """
            CREATE TABLE checked (text TEXT CHECK (length(text) < 3)) STRICT;
            CREATE VIRTUAL TABLE search USING fts5 (body);
            """)
        // It breaks JSON, JSON paths, FTS5 queries and file names alike.
        let value = "/hunter2/\"(hunter2 AND: '"
        let error = try #require(sqliteError { try database.prepare(sql).run(value) })
        #expect(!"\(error)".contains("hunter2"))
        #expect(!error.message.isEmpty)
        #expect(error.sql == sql)
    }

    @Test func `the kinds are told from the primary code, whatever the variant`() {
        let expected: [(code: Int32, kind: SQLiteError.Kind)] = [
            (5, .busy), (261, .busy), (6, .busy), (13, .full), (11, .corrupt), (26, .corrupt), (267, .corrupt),
            (19, .constraint), (787, .constraint), (9, .interrupted), (8, .readOnly), (1_032, .readOnly),
            (21, .misuse), (25, .misuse), (10, .other), (1, .other),
        ]
        for (code, kind) in expected {
            #expect(SQLiteError(code: code, message: "").kind == kind, "\(code)")
        }
    }
}
