import Foundation
import PlugwalkHost
import SQLite
import Testing

/// The tables, columns and indexes of the specification, read out of its own SQL, are all there.
struct SchemaTests {
    static let specification = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/specification-schema.sql")

    /// What a database says of a table: a line for each column, and for each index with its columns.
    private func columns(_ database: Database, _ table: String) throws -> [String] {
        try database.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)') ORDER BY cid").mapRows { row in
            "\(row.text(0)) \(row.text(1)) notnull=\(row.int(2)) pk=\(row.int(3))"
        }
    }

    private func indexes(_ database: Database, _ table: String) throws -> [String] {
        let names = try database.prepare("SELECT name FROM pragma_index_list('\(table)') WHERE origin = 'c'").mapRows { $0.text(0) }
        return try names.sorted().map { name in
            let columns = try database.prepare("SELECT name FROM pragma_index_info('\(name)') ORDER BY seqno").mapRows {
                $0.text(0)
            }
            return "\(name) \(columns.joined(separator: ","))"
        }
    }

    @Test(arguments: ["runs", "sessions", "events"])
    func `a table has everything the specification gives it`(table: String) throws {
        let wanted = try Database(path: ":memory:", options: Options())
        try wanted.execute(String(contentsOf: Self.specification, encoding: .utf8))
        let bench = try DatasetBench()
        // The one knowing departure: the key of events is seq, and event_id is unique instead. In strict tables a key is never NULL.
        let expected = try columns(wanted, table).map { column in
            column.hasPrefix("event_id ")
                ? "event_id TEXT notnull=1 pk=0" : column.replacing("notnull=0 pk=1", with: "notnull=1 pk=1")
        }
        let found = try columns(bench.database, table)
        #expect(!expected.isEmpty)
        #expect(expected.filter { !found.contains($0) } == [])
        let foundIndexes = try indexes(bench.database, table)
        #expect(try indexes(wanted, table).filter { !foundIndexes.contains($0) } == [])
    }

    @Test func `event ids are unique, and all tables are strict`() throws {
        let bench = try DatasetBench()
        #expect(try bench.rows("SELECT \"unique\" FROM pragma_index_list('events') WHERE origin = 'u'") == ["1"])
        #expect(
            try bench.rows(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
            )
                == [])
    }
}
