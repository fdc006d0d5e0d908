import Foundation
import SQLite
import Testing

@Suite struct FullDiskTests {
    @Test func `a full database refuses the transaction and works on`() throws {
        let temporary = try TemporaryDatabase()
        let database = try temporary.open()
        try database.execute("CREATE TABLE t (data BLOB); PRAGMA max_page_count = 40")
        try expectRecovery(database) { try database.execute("PRAGMA max_page_count = 100000") }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting a small file system needs root"))
    func `a full disk refuses the transaction, and the database works on when there is room`() throws {
        let disk = try SmallDisk(kilobytes: 512)
        try Data(count: 200_000).write(to: URL(filePath: "\(disk.folder)/ballast"))
        let database = try Database(path: "\(disk.folder)/test.db")
        try database.execute("CREATE TABLE t (data BLOB)")
        try expectRecovery(database) { try FileManager.default.removeItem(atPath: "\(disk.folder)/ballast") }
        try database.close()
    }

    private func expectRecovery(_ database: Database, makingRoom makeRoom: () throws -> Void) throws {
        try database.transaction { try database.execute("INSERT INTO t VALUES (zeroblob(20000))") }
        let error = sqliteError {
            try database.transaction {
                for _ in 0..<100 { try database.execute("INSERT INTO t VALUES (zeroblob(20000))") }
            }
        }
        #expect(error?.kind == .full)
        #expect(!database.isInTransaction)
        #expect(try database.number("SELECT count(*) FROM t") == 1)
        try makeRoom()
        try database.transaction { try database.execute("INSERT INTO t VALUES (zeroblob(30000))") }
        #expect(try database.number("SELECT count(*) FROM t") == 2)
        #expect(try database.texts("PRAGMA integrity_check") == ["ok"])
    }
}

/// A file system in memory that is soon full.
private final class SmallDisk {
    let folder: String

    static let isPermitted = (try? SmallDisk(kilobytes: 64)) != nil

    init(kilobytes: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "small-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        do {
            try run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    deinit {
        try? run("umount", folder)
        try? FileManager.default.removeItem(atPath: folder)
    }
}

private func run(_ command: String...) throws {
    struct CommandFailed: Error {}
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailed() }
}
