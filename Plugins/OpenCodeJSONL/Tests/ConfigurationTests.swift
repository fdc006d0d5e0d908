import AdapterABI
import AdapterTesting
import OpenCodeJSONLAdapter
import Testing

struct ConfigurationTests {
    private let host = FakeHost()
    private let adapter = AdapterUnderTest(OpenCodeJSONL.self)

    @Test(
        arguments: [
            ([:], "\"path\" is missing: name a log or a folder of *.jsonl files, as in opencode-jsonl=path:FOLDER."),
            (["path": ""], "\"path\" is missing: name a log or a folder of *.jsonl files, as in opencode-jsonl=path:FOLDER."),
            (["path": "/tmp", "paht": "/tmp"], "Unknown key \"paht\". Known: follow, path."),
            (["path": "/tmp", "follow": "maybe"], "\"follow\" is \"maybe\", expected yes or no."),
        ] as [([String: String], String)]) func `a wrong configuration is refused in words`(
            configuration: [String: String], text: String
        )
    {
        #expect(host.run(adapter, configuration: configuration) == PW_E_CONFIG)
        #expect(host.failure == text)
    }

    @Test func `a log that is not followed is read once and done, without a wait`() {
        let folder = TemporaryFolder()
        folder.write(Array(#"{"type":"session.idle","properties":{"sessionID":"ses_a"}}"#.utf8) + [0x0a], to: "a.jsonl")
        var waits = 0
        host.goOnAfterWait = {
            waits += 1
            return false
        }
        #expect(host.run(adapter, configuration: ["path": folder.path, "follow": "no"]) == PW_DONE)
        #expect(host.events.map(\.status) == ["idle"] && waits == 0)
    }
}
