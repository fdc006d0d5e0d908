import Foundation

/// The built product that the tests drive, as `./dev test` laid it out: `dist`, `Fixtures` and `examples` side by side.
enum Installation {
    /// The folder with `bin`, `lib` and `libexec`.
    static let prefix: URL = {
        guard let path = ProcessInfo.processInfo.environment["PLUGWALK_TEST_PREFIX"] else {
            fatalError("these tests drive the built product: run ./dev test EndToEndTests")
        }
        return URL(filePath: path)
    }()

    static var command: String { prefix.appending(path: "bin/plugwalk").path }
    static var fixtures: URL { prefix.deletingLastPathComponent().appending(path: "Fixtures/opencode-v1") }
    static var examples: URL { prefix.deletingLastPathComponent().appending(path: "examples") }
    static var isolation: String { ProcessInfo.processInfo.environment["PLUGWALK_TEST_ISOLATION"] ?? "worker" }
    /// Whether the long loops are asked for.
    static var isFull: Bool { !(ProcessInfo.processInfo.environment["PLUGWALK_TEST_FULL"] ?? "").isEmpty }
}

/// A folder that goes with the test.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "plugwalk-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func folder(_ name: String) throws -> URL {
        let folder = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }
}

/// Waits until a condition holds; false when the cap passes first. The cap is generous: these machines are shared.
func eventually(within seconds: Double = 30, _ condition: () throws -> Bool) rethrows -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
        if try condition() { return true }
        usleep(20_000)
    }
    return try condition()
}
