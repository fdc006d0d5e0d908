import PlugwalkHost
import Testing

@Suite struct ManifestTests {
    private static let full = """
        {"id":"com.example.acme","name":"acme","short":"ac","source":"acme","version":"1.0.0","abi":{"major":1,"minor_needed":0},
        "kinds":[{"kind":"acme.job","schema_version":2}],"description":"Jobs","config_schema":{"type": "object"},
        "checkpoint_version":3,"delivery":"live","max_silence_ms":2000,"stop_grace_ms":100,"memory_mb":64,
        "capabilities":{"read":["/a"],"exec":true,"env":["ACME_HOME"]},"license":"MIT","homepage":"https://example.com","stop_grace":5}
        """
    private static let least = """
        {"id":"a.b","name":"ab","short":"ab","source":"a","version":"1","abi":{"major":1,"minor_needed":0},"kinds":["*"]}
        """

    @Test func `every member is read`() throws {
        let manifest = try Manifest(parsing: Array(Self.full.utf8) + [0, 0])
        #expect(
            manifest.id == "com.example.acme" && manifest.name == "acme" && manifest.short == "ac" && manifest.version == "1.0.0")
        #expect(manifest.kinds.contains("acme.job") && !manifest.kinds.contains("other"))
        #expect(manifest.configSchemaJSON == #"{"type": "object"}"#)
        #expect(manifest.checkpointVersion == 3 && manifest.delivery == .live)
        #expect(manifest.maxSilenceMs == 2000 && manifest.stopGraceMs == 100 && manifest.memoryMB == 64)
        #expect(manifest.capabilities.read == ["/a"] && manifest.capabilities.exec && manifest.capabilities.env == ["ACME_HOME"])
        #expect(manifest.unknownMembers == ["stop_grace"])
        #expect(manifest.bytes == Array(Self.full.utf8))
    }

    @Test func `what is missing has its default`() throws {
        let manifest = try Manifest(parsing: Array(Self.least.utf8))
        #expect(manifest.kinds == .any && manifest.kinds.contains("anything"))
        #expect(manifest.delivery == .replayable && manifest.checkpointVersion == 1)
        #expect(manifest.maxSilenceMs == 30_000 && manifest.stopGraceMs == 5_000 && manifest.memoryMB == nil)
        #expect(manifest.capabilities == Manifest.Capabilities())
    }

    @Test(arguments: [
        (#""id":"a.b""#, #""id":"acme""#, #"manifest: "id" is "acme", expected a reverse DNS name such as "com.example.acme""#),
        (#""id":"a.b""#, #""id":"../x""#, #"manifest: "id" is "../x", expected a reverse DNS name such as "com.example.acme""#),
        (#""id":"a.b","#, "", #"manifest: "id" is missing"#),
        (#""name":"ab""#, #""name":"A""#, #"manifest: "name" is "A", expected 2 to 40 characters of a-z, 0-9 and -"#),
        (#""short":"ab""#, #""short":"a1""#, #"manifest: "short" is "a1", expected 2 to 8 characters of a-z"#),
        (#""source":"a""#, #""source":7"#, #"manifest: "source" is a number, expected a string"#),
        (#""major":1"#, #""major":2"#, #"manifest: "abi" needs ABI 2.0, this host offers 1.0"#),
        (
            #""minor_needed":0"#, #""minor_needed":1.5"#,
            #"manifest: "abi.minor_needed" is 1.5, expected an integer from 0 to 65535"#
        ),
        (#"["*"]"#, "[]", #"manifest: "kinds" is empty, expected ["*"] or a list of {"kind", "schema_version"}"#),
        (#"["*"]"#, #"["a"]"#, #"manifest: "kinds[0]" is a string, expected an object"#),
        (
            #"["*"]"#, #"[{"kind":"k","schema_version":1},{"kind":"k","schema_version":1}]"#,
            #"manifest: "kinds[1].kind" repeats "k""#
        ),
        (#"["*"]"#, #"["*"],"delivery":"both""#, #"manifest: "delivery" is "both", expected "replayable" or "live""#),
        (#"["*"]"#, #"["*"],"stop_grace_ms":60000"#, #"manifest: "stop_grace_ms" is 60000, expected an integer from 0 to 30000"#),
        (#"["*"]"#, #"["*"],"capabilities":{"env":["A",1]}"#, #"manifest: "capabilities.env[1]" is a number, expected a string"#),
        (#"["*"]"#, #"["*"],"capabilities":{"exec":"no"}"#, #"manifest: "capabilities.exec" is a string, expected true or false"#),
    ])
    func `a wrong member is named with what would be right`(old: String, new: String, words: String) throws {
        #expect(Self.least.contains(old))
        let text = Self.least.replacing(old, with: new)
        let error = #expect(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
        #expect(error?.description == words)
    }

    @Test(arguments: ["", "[]", "{", "{}{}", #"{"id":1,"id":2}"#, "\u{FEFF}{}"])
    func `what is not one JSON object is refused`(text: String) {
        #expect(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
    }

    @Test func `a manifest over the limit is refused before it is parsed`() {
        let error = #expect(throws: ManifestError.self) { try Manifest(parsing: [UInt8](repeating: 0x20, count: 300_000)) }
        #expect(error?.description == "manifest: has 300000 bytes, the limit is 262144")
    }
}
