import Foundation
import Testing

/// The headers as adapter authors compile them.
@Suite struct HeaderTests {
    private static let headers = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/AdapterABI/include")

    static let languages = [
        ["clang", "-x", "c", "-std=c11"], ["clang", "-x", "c", "-std=c23"], ["clang", "-x", "c++", "-std=c++17"],
        ["gcc", "-x", "c", "-std=c11"], ["g++", "-x", "c++", "-std=c++17"],
    ].filter { tool(["which", $0[0]], input: "").status == 0 }

    private static let files = ["plugwalk", "types", "limits", "manifest", "event", "batch", "health", "host", "adapter"]

    @Test(arguments: languages)
    func `each header compiles alone and without a warning`(compiler: [String]) {
        for file in Self.files {
            let result = Self.compile(compiler, "#include \"plugwalk/\(file).h\"\nextern int something;\n")
            #expect(result.status == 0, "\(file).h: \(result.output)")
        }
    }

    @Test(arguments: languages)
    func `what an adapter writes compiles without a warning`(compiler: [String]) {
        let result = Self.compile(
            compiler,
            """
            #include "plugwalk/plugwalk.h"
            PW_MANIFEST_SECTION static const char manifest[] = "{}";
            static pw_status create(const pw_host *host, const pw_start *start, void **self) {
              if (!PW_HAS(host, extension) || start->instance.len == 0) host->fail(host->ctx, PW_STR("no"));
              *self = 0;
              return manifest[0] == 0 ? PW_E_INTERNAL : PW_OK;
            }
            extern pw_adapter table;
            pw_adapter table;
            const pw_adapter *plugwalk_adapter_v1(void) {
              table.create = create;
              return &table;
            }
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    private static func compile(_ compiler: [String], _ source: String) -> (status: Int32, output: String) {
        tool(compiler + ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-I", headers.path, "-"], input: source)
    }

    private static func tool(_ arguments: [String], input: String) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        guard (try? process.run()) != nil else { return (-1, "cannot run \(arguments[0])") }
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try? stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
