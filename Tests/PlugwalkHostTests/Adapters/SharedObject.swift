import Foundation

/// Compiles tiny shared objects for the tests of what is known without executing one.
enum SharedObject {
    static func manifest(id: String = "a.b", name: String = "ab", short: String = "ab", source: String = "a") -> String {
        """
        {"id":"\(id)","name":"\(name)","short":"\(short)","source":"\(source)","version":"1",\
        "abi":{"major":1,"minor_needed":0},"kinds":["*"]}
        """
    }

    /// A file with a manifest and an entry function; its constructor would leave a file behind if it ran.
    static func source(manifest: String?, entry: String? = "plugwalk_adapter_v1", marker: String = "/nowhere/marker") -> String {
        var source =
            "#include <fcntl.h>\n__attribute__((constructor)) static void run(void) { open(\"\(marker)\", O_CREAT, 0600); }\n"
        if let manifest {
            let literal = manifest.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            source += "__attribute__((section(\".plugwalk\"), used)) static const char manifest[] = \"\(literal)\";\n"
        }
        if let entry { source += "const void *\(entry)(void) { return 0; }\n" }
        return source
    }

    /// The bytes of the source, compiled and linked with `flags`.
    static func build(_ source: String, flags: [String] = ["-shared", "-fPIC"]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let clang = Process()
        clang.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        clang.arguments = ["clang", "-x", "c", "-"] + flags + ["-o", folder.path + "/x.so"]
        let input = Pipe()
        clang.standardInput = input
        try clang.run()
        input.fileHandleForWriting.write(Data(source.utf8))
        try input.fileHandleForWriting.close()
        clang.waitUntilExit()
        return try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/x.so")))
    }

    /// One good file, built once.
    static let good: [UInt8] = try! build(source(manifest: manifest()))
}

/// A private folder that goes with its last reference.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/plugwalk-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        chmod("\(path)/\(name)", mode)
    }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
