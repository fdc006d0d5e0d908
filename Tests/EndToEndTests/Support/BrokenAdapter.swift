import Foundation

/// Adapters made of the example's source with something wrong in them.
enum BrokenAdapter {
    /// Builds `NAME.so` into the plugins folder of the daemon.
    ///
    /// - Parameter changes: Texts of the source and what stands there instead.
    static func drop(_ name: String, changes: [(String, String)], into daemon: DaemonUnderTest) throws -> URL {
        var source = try String(contentsOf: Installation.examples.appending(path: "adapter-c/counter.c"), encoding: .utf8)
        for (text, other) in changes + [(#"\"name\":\"counter\""#, #"\"name\":\"\#(name)\""#)] {
            precondition(source.contains(text), "the example has no \(text)")
            source = source.replacingOccurrences(of: text, with: other)
        }
        let file = daemon.scratch.url.appending(path: "\(name).c")
        try Data(source.utf8).write(to: file)
        let plugins = daemon.home.appending(path: "plugins")
        try FileManager.default.createDirectory(
            at: plugins, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let adapter = plugins.appending(path: "\(name).so")
        try compile(file, to: adapter)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: adapter.path)
        return adapter
    }

    private static func compile(_ file: URL, to adapter: URL) throws {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        let headers = Installation.prefix.appending(path: "include").path
        compiler.arguments = ["clang", "-shared", "-fPIC", "-w", "-I", headers, "-o", adapter.path, file.path]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
