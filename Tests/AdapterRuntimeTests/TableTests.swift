import PlugwalkHost
import Testing

@Suite struct TableTests {
    @Test(arguments: [
        ("broken.create = NULL", "loading ended with PW_E_INVALID: pw_adapter.create is NULL, it is required"),
        ("broken.run = NULL", "loading ended with PW_E_INVALID: pw_adapter.run is NULL, it is required"),
        ("broken.destroy = NULL", "loading ended with PW_E_INVALID: pw_adapter.destroy is NULL, it is required"),
        ("broken.size = 0", "loading ended with PW_E_INVALID: pw_adapter.size is 0, expected sizeof(pw_adapter), at least 64"),
        (
            "broken.size = 1u << 30",
            "loading ended with PW_E_INVALID: pw_adapter.size is 1073741824, expected sizeof(pw_adapter), at least 64"
        ),
        ("broken.abi_major = 2", "loading ended with PW_E_INVALID: the adapter needs ABI 2.0, this host offers 1.0"),
        ("broken.abi_minor_needed = 9", "loading ended with PW_E_INVALID: the adapter needs ABI 1.9, this host offers 1.0"),
        (
            "broken.manifest.len = 5",
            "loading ended with PW_E_INVALID: manifest-mismatch: pw_adapter.manifest differs from the file's section .plugwalk"
        ),
        (
            "broken.manifest.ptr = NULL",
            "loading ended with PW_E_INVALID: pw_adapter.manifest is empty, it must be the bytes of the section .plugwalk"
        ),
        (
            "return (const pw_adapter *)((char *)&broken + 1)",
            "loading ended with PW_E_INVALID: plugwalk_adapter_v1() returned a misaligned pointer"
        ),
    ])
    func `a broken table is refused by the name of its field`(change: String, words: String) throws {
        let exit = try Start("wait", file: ["-DBROKEN_TABLE=\(change)"]).end()
        #expect(exit.outcome(stopRequested: false) == .rejected)
        #expect(exit.summary == words)
    }

    @Test func `no table, an unresolved symbol and a crashing constructor are contained`() throws {
        #expect(
            try Start("wait", file: ["-DNO_TABLE"]).end().summary
                == "loading ended with PW_E_INVALID: plugwalk_adapter_v1() returned NULL instead of a table")
        let unresolved = try Start("wait", file: ["-DBROKEN_TABLE=void nowhere(void); nowhere()"]).end()
        #expect(unresolved.outcome(stopRequested: false) == .rejected)
        #expect(unresolved.summary.contains("undefined symbol: nowhere"))
        let unreadable = try Start("wait", file: ["-DBROKEN_TABLE=return (const pw_adapter *)8"]).end()
        #expect(unreadable.outcome(stopRequested: false) == .crashed)
    }
}
