import Foundation
import SQLite

/// A folder for one test's database files, removed with it.
final class TemporaryDatabase {
    let folder: String
    var path: String { "\(folder)/test.db" }

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "sqlite-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func open(_ mode: Database.Mode = .readWriteCreate, busyTimeout: Duration = .seconds(5)) throws -> Database {
        var options = Options()
        options.busyTimeout = busyTimeout
        return try Database(path: path, mode: mode, options: options)
    }
}

/// A database in memory with one empty table `note`.
func notes() throws -> Database {
    let database = try Database(path: ":memory:")
    try database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE, score REAL, data BLOB) STRICT")
    return database
}

extension Database {
    /// The first column of the first row.
    func number(_ sql: String) throws -> Int64? {
        try prepare(sql).firstRow { $0.int64(0) }
    }

    func texts(_ sql: String) throws -> [String] {
        try prepare(sql).mapRows { $0.text(0) }
    }
}

/// The error the body throws; fails the caller's expectation as nil when it throws none.
func sqliteError(_ body: () throws -> Void) -> SQLiteError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SQLiteError
    }
}
