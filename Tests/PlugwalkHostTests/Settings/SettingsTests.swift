import StrictJSON
import Testing

@testable import PlugwalkHost

@Suite struct SettingsTests {
    @Test func `everything that can be set is read`() throws {
        let text = """
            {"port": 4600, "bind": "::1", "isolation": "in-process", "checkpoint_flush_ms": 500, "hosts": ["desk.local"],
             "adapters": {"opencode-jsonl": {"enabled": true, "configuration": {"path": "/x", "id": "mine"}},
                          "claude-hooks": {"enabled": false}}}
            """
        let settings = try Settings(parsing: Array(text.utf8))
        #expect(settings.port == 4600)
        #expect(settings.bind == "::1")
        #expect(settings.isolation == .inProcess)
        #expect(settings.checkpointFlushMs == 500)
        #expect(settings.hosts == ["desk.local"])
        #expect(settings.sources.map(\.name) == ["opencode-sse", "opencode-jsonl"])
        #expect(
            settings.source("opencode-jsonl") == SourceSpec(name: "opencode-jsonl", configuration: [("path", "/x")], id: "mine"))
    }

    @Test(arguments: [
        ("{\"port\": 70000}", "\"port\" is 70000, expected a number from 0 to 65535"),
        ("{\"port\": \"4517\"}", "\"port\" is \"4517\", expected a number from 0 to 65535"),
        ("{\"port\": 1.5}", "\"port\" is 1.5, expected a number from 0 to 65535"),
        ("{\"prot\": 1}", "there is no \"prot\", only: adapters, bind, checkpoint_flush_ms, hosts, isolation, port"),
        ("{\"bind\": \"desk\"}", "\"bind\" is \"desk\", expected localhost or an IPv4 or IPv6 address in digits"),
        ("{\"isolation\": \"none\"}", "\"isolation\" is \"none\", expected one of: worker, in-process"),
        ("{\"checkpoint_flush_ms\": 1}", "\"checkpoint_flush_ms\" is 1, expected a number from 50 to 60000"),
        ("{\"hosts\": \"a\"}", "\"hosts\" is \"a\", expected a list of at most 64 names such as \"box.local\""),
        ("{\"hosts\": [\"a\", \"\"]}", "\"hosts\" is [\"a\", \"\"], expected a list of at most 64 names such as \"box.local\""),
        ("{\"hosts\": [\"a b\"]}", "\"hosts\" is [\"a b\"], expected a list of at most 64 names such as \"box.local\""),
        ("{\"adapters\": []}", "\"adapters\" is [], expected an object"),
        ("{\"adapters\": {\"A b\": {}}}", "\"adapters.A b\" is no adapter's name"),
        (
            "{\"adapters\": {\"aa\": {\"on\": true}}}",
            "there is no \"on\" in \"adapters.aa\", only: configuration, enabled"
        ),
        ("{\"adapters\": {\"aa\": {\"enabled\": 1}}}", "\"adapters.aa.enabled\" is 1, expected true or false"),
        (
            "{\"adapters\": {\"aa\": {\"configuration\": {\"path\": 7}}}}",
            "\"adapters.aa.configuration.path\" is 7, expected a text"
        ),
        ("[]", "it is no JSON object"),
        ("{\n\n\"port\": 1,}", "it is no valid JSON: "),
        ("{\n\n\"port\": 1,}", "(line 3)"),
        ("", "it is no valid JSON: "),
    ])
    func `a mistake is named with its place and what would be right`(text: String, words: String) {
        let error = #expect(throws: SettingsError.self) { try Settings(parsing: Array(text.utf8)) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "nothing")")
    }

    @Test func `a patch changes what it names, and null goes back to the default`() throws {
        let before = try Settings(
            parsing: Array(#"{"port":1,"hosts":["a"],"adapters":{"aa":{"configuration":{"x":"1","y":"2"}}}}"#.utf8))
        let parser = JSONParser()
        let after = try withExtendedLifetime(parser) {
            try before.merged(
                with: parser.parse(copying: #"{"port":null,"adapters":{"aa":{"enabled":false,"configuration":{"x":null}}}}"#).root)
        }
        #expect(after.port == nil)
        #expect(after.hosts == ["a"])
        #expect(after.adapters["aa"] == .init(isEnabled: false, configuration: ["y": "2"]))
    }

    @Test func `what is written is read again, laid out for people`() throws {
        var settings = Settings()
        settings.port = 0
        settings.adapters["aa"] = .init(isEnabled: false, configuration: ["path": "a \"quoted\" {, } [: ] \\ é\n"])
        var writer = JSONWriter()
        writer.settings(settings)
        let text = JSONLayout.indented(writer.bytes)
        #expect(try Settings(parsing: text) == settings)
        #expect(String(decoding: text, as: UTF8.self).hasPrefix("{\n  \"port\": 0,\n  \"adapters\": {\n    \"aa\": {\n"))
    }

    @Test(arguments: [
        (nil as UInt16?, nil as UInt16?, 4517 as UInt16, [] as [String]),
        (nil, 4600, 4600, []),
        (4700, 4600, 4700, []),
    ])
    func `a flag goes before a setting, a setting before the default`(
        flag: UInt16?, set: UInt16?, port: UInt16, restart: [String]
    ) {
        var configuration = DaemonConfiguration(home: Home(path: "/h"), prefix: "/p", environment: [:])
        configuration.port = flag
        var settings = Settings()
        settings.port = set
        let effective = EffectiveSettings(configuration, settings)
        #expect(effective.port == port)
        #expect(effective.restartNeeded(settings) == restart)
        var changed = settings
        changed.port = 5000
        changed.isolation = .inProcess
        #expect(effective.restartNeeded(changed) == (flag == nil ? ["port", "isolation"] : ["isolation"]))
    }
}
