import PlugwalkHost
import Testing

@Suite struct SourceSpecTests {
    static let good: [(String, [SourceSpec])] = [
        ("claude-hooks", [SourceSpec(name: "claude-hooks")]),
        ("a1,b-2", [SourceSpec(name: "a1"), SourceSpec(name: "b-2")]),
        (
            "opencode-sse=url:http://127.0.0.1:4096",
            [SourceSpec(name: "opencode-sse", configuration: [("url", "http://127.0.0.1:4096")])]
        ),
        (
            #"x1=url:http://a\,http://b;password-file:/p"#,
            [SourceSpec(name: "x1", configuration: [("url", "http://a,http://b"), ("password-file", "/p")])]
        ),
        (#"x1=k:a\;b\\c=d"#, [SourceSpec(name: "x1", configuration: [("k", #"a;b\c=d"#)])]),
        ("x1=id:mine;k:,y1", [SourceSpec(name: "x1", configuration: [("k", "")], id: "mine"), SourceSpec(name: "y1")]),
    ]

    @Test(arguments: good.indices)
    func `a list of names and configurations is read`(index: Int) throws {
        #expect(try SourceSpec.parse(Self.good[index].0) == Self.good[index].1)
    }

    @Test(arguments: [
        ("", "--source: a name is missing, expected NAME or NAME=KEY:VALUE;KEY:VALUE"),
        ("aa,", "--source: a name is missing, expected NAME or NAME=KEY:VALUE;KEY:VALUE"),
        ("=k:v", "--source: a name is missing, expected NAME or NAME=KEY:VALUE;KEY:VALUE"),
        ("Aa", "--source: \"Aa\" is no adapter's name, expected 2 to 40 characters of a-z, 0-9 and -"),
        ("aa=k", "--source: aa: \"k\" has no colon, expected KEY:VALUE"),
        ("aa=", "--source: aa: \"\" has no colon, expected KEY:VALUE"),
        ("aa=k:v;", "--source: aa: \"\" has no colon, expected KEY:VALUE"),
        ("aa=K:v", "--source: aa: \"K\" is no key, expected characters of a-z, 0-9, - and _"),
        ("aa=:v", "--source: aa: \"\" is no key, expected characters of a-z, 0-9, - and _"),
        ("aa=k:1;k:2", "--source: aa: the key \"k\" is there twice"),
        (
            "aa=id:a/b",
            "--source: aa: \"a/b\" is no id, expected 1 to 40 characters of a-z, 0-9, ., _ and -, not beginning with a dot"
        ),
        (
            "aa=id:..",
            "--source: aa: \"..\" is no id, expected 1 to 40 characters of a-z, 0-9, ., _ and -, not beginning with a dot"
        ),
        (#"aa=k:v\x"#, #"--source: "\x" means nothing: a backslash stands before , ; or another backslash"#),
        (#"aa=k:v\"#, #"--source: ends with a backslash: write \\ for a backslash itself"#),
        ("aa,aa", "--source: \"aa\" is there twice: give one of them another id, aa=id:NAME"),
    ])
    func `a bad argument is told what would be right`(argument: String, words: String) {
        let error = #expect(throws: SourceSpecError.self) { try SourceSpec.parse(argument) }
        #expect(error?.description == words)
    }

    @Test func `an instance is known by its id, else by its name and configuration in any order`() throws {
        let ids = try SourceSpec.parse("aa,aa=k:1,aa=k:2,aa=j:1;k:2,aa=id:x;k:2").map(\.instanceID.text)
        #expect(ids[0] == "aa" && ids[4] == "x")
        #expect(Set(ids).count == 5)
        #expect(ids[1...3].allSatisfy { $0.hasPrefix("aa-") && $0.utf8.count == 11 })
        #expect(try SourceSpec.parse("aa=k:2;j:1")[0].instanceID.text == ids[3])
    }

    @Test func `the configuration is one JSON object of strings`() throws {
        #expect(try SourceSpec.parse(#"aa=id:x;k:a"b;n:1"#)[0].configurationJSON == #"{"k":"a\"b","n":"1"}"#)
        #expect(try SourceSpec.parse("aa")[0].configurationJSON == "{}")
    }
}
