import Foundation

/// Compiles the C adapters of this folder, each variant once for the whole test run.
enum AdapterBuilder {
    private static let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plugwalk-faults-\(getpid())")
    private static let lock = NSLock()
    nonisolated(unsafe) private static var built: [[String]: String] = [:]  // under the lock

    /// The path of the fault adapter, compiled with further flags.
    static func faults(_ flags: [String] = []) throws -> String {
        try lock.withLock {
            if let path = built[flags] { return path }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.appendingPathComponent("faults-\(built.count).so").path
            try compile(flags, to: path)
            built[flags] = path
            return path
        }
    }

    /// Another file with the same contents, which the dynamic loader takes for another library.
    static func copy(of path: String) throws -> String {
        let copy = folder.appendingPathComponent("\(UUID().uuidString).so").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }

    private static func compile(_ flags: [String], to path: String) throws {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let sources = here.appendingPathComponent("FaultAdapters")
        let headers = here.appendingPathComponent("../../Sources/AdapterABI/include")
        let clang = Process()
        clang.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        clang.arguments =
            ["clang", "-std=c11", "-D_GNU_SOURCE", "-O1", "-shared", "-fPIC", "-I", headers.path, "-o", path] + flags
            + ["faults.c", "malformed.c"].map { sources.appendingPathComponent($0).path }
        try clang.run()
        clang.waitUntilExit()
        guard clang.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// The program of the same build as the tests.
    static var worker: String {
        let tests = URL(fileURLWithPath: try! FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        return tests.deletingLastPathComponent().appendingPathComponent("plugwalk-worker").path
    }
}
