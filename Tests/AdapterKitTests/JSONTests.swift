import AdapterKit
import TestSupport
import Testing

struct JSONTests {
    private let tape = JSONTape()

    private func with<Result>(_ json: String, _ body: (JSONCursor) -> Result) throws -> Result {
        let bytes = Array(json.utf8)
        return try bytes.withUnsafeBufferPointer { buffer throws -> Result in body(try tape.parse(ByteSlice(buffer))) }
    }

    @Test(arguments: [
        "{}", "[]", "0", "-0", "1.5e-7", "123456789012345678901234567890", "1e400", "true", " null ", "\"\"",
        "\"\\u00e4\\ud83d\\ude00\\ud800\"",
        "[[[1],[]],{\"a\":[{}]}]", "{\"a\":1,\"a\":2}", "\"grün 😀 12345678 𐍈\"", "\t[ 1 ,\r\n2 ]\n",
    ]) func `legal documents are taken and kept byte for byte`(json: String) throws {
        let trimmed = json.drop { " \t".contains($0) }.reversed().drop { " \n".contains($0) }.reversed()
        #expect(try with(json) { String(decoding: $0.raw.buffer, as: UTF8.self) } == String(trimmed))
    }

    @Test(arguments: [
        ("", "an empty document at byte 0"), (" ", "a value that ends too early at byte 1"), ("{", "a missing key at byte 1"),
        ("{\"a\"}", "a missing colon at byte 4"), ("{\"a\":}", "a malformed value at byte 5"),
        ("{\"a\":1,}", "a missing key at byte 7"),
        ("[1,]", "a malformed value at byte 3"), ("[1 2]", "a missing comma or bracket at byte 3"),
        ("01", "bytes after the value at byte 1"),
        ("1.", "a number without digits after its point at byte 2"), ("1e+", "a number without digits in its exponent at byte 3"),
        ("-", "a malformed value at byte 1"), ("tru", "an unknown word at byte 0"), ("nul!", "an unknown word at byte 0"),
        ("\"a", "a string without an end at byte 2"), ("\"a\\", "a string without an end at byte 2"),
        ("\"\\x\"", "an unknown escape at byte 1"),
        ("\"\\u12g4\"", "a malformed \\u escape at byte 1"), ("\"a\nb\"", "a control character in a string at byte 2"),
        ("{}{}", "bytes after the value at byte 2"), ("'a'", "a malformed value at byte 0"), ("NaN", "a malformed value at byte 0"),
        (String(repeating: "[", count: 65), "nesting deeper than 64 at byte 64"),
    ]) func `anything else is refused with its place`(json: String, problem: String) {
        let error = #expect(throws: JSONError.self) { try with(json) { _ in } }
        #expect(error?.description == problem)
    }

    @Test(
        arguments: [
            [0x80], [0xc0, 0x80], [0xc3], [0xe0, 0x9f, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x8f, 0x80, 0x80],
            [0xf4, 0x90, 0x80, 0x80], [0xff],
            [0xe2, 0x82, 0x28], [0xf0, 0x9f, 0x98],
        ] as [[UInt8]]) func `bad UTF-8 is refused`(bytes: [UInt8])
    {
        let document = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONError.self) { try document.withUnsafeBufferPointer { _ = try tape.parse(ByteSlice($0)) } }
    }

    @Test func `a path leads to a value, and a missing one to nothing`() throws {
        try with(#"{"a":{"b":[{"c":17},"x"]},"n":null,"\u0061b":true}"#) { root in
            #expect(root["a"]["b"].elements.map(\.kind) == [.object, .string])
            #expect(root["a"]["b"].elements.first { _ in true }?["c"].integer == 17)
            #expect(root["a"]["nothing"]["further"].kind == .missing)
            #expect(root["n"].kind == .null && root["n"].exists)
            #expect(root["ab"].isTrue, "an escaped key is the same key")
            #expect(root.count == 3 && root["a"]["b"].count == 2)
        }
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("1.5", nil),
            ("1e3", nil), ("\"1\"", nil), ("null", nil),
        ] as [(String, Int64?)]) func `integers are whole and fit`(json: String, value: Int64?) throws
    {
        #expect(try with(json) { $0.integer } == value)
    }

    @Test(arguments: [
        (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"), (#""\u00e4\u20ac""#, "ä€"), (#""\ud83d\ude00!""#, "😀!"),
        (#""\ud83dx""#, "\u{fffd}x"), (#""\ude00""#, "\u{fffd}"), (#""\ud83d\u0041""#, "\u{fffd}A"), (#""plain""#, "plain"),
    ]) func `strings are unescaped`(json: String, text: String) throws {
        #expect(try with(json) { $0.string } == text)
    }

    @Test func `a writer leaves out what it is told to, at any depth`() throws {
        let json = try with(#"{"keep":1.50,"drop":"x","in":{"drop":[1,2],"keep":"\u00e4","more":{}}}"#) { root in
            var writer = JSONWriter()
            writer.add("text", "a\"\\\n\u{1}ä")
            writer.add("none", "")
            writer.add("number", -7)
            writer.add("flag", true)
            writer.add("gone", copying: root["missing"])
            writer.add("copy", copying: root, without: [root["drop"], root["in"]["drop"], root["missing"]])
            return String(decoding: writer.finish(), as: UTF8.self)
        }
        #expect(json == #"{"text":"a\"\\\n\u0001ä","number":-7,"flag":true,"copy":{"keep":1.50,"in":{"keep":"\u00e4","more":{}}}}"#)
    }

    @Test func `no bytes crash the parser, and what it takes can be walked`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array(#"{}[]":,0123.eE-+\untrfals "#.utf8) + [0x0a, 0x80, 0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80]
        let base = Array(#"{"a":[1,-2.5e3,"x\n\u00e4ä",true,null],"b":{"c":{"d":[]}},"long text here":"0123456789abcdef"}"#.utf8)
        for _ in 0..<20_000 {
            var bytes = base
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[at] = alphabet.randomElement(using: &random)!
                case 1: bytes.remove(at: at)
                default: bytes.insert(alphabet.randomElement(using: &random)!, at: at)
                }
            }
            bytes.withSlice { slice in
                guard let root = try? tape.parse(slice) else { return }
                #expect(walk(root) <= bytes.count / 2 + 2, "seed \(seed)")
            }
        }
    }

    private func walk(_ value: JSONCursor) -> Int {
        _ = value.string
        return 1 + value.elements.reduce(0) { $0 + walk($1) } + value.members.reduce(0) { $0 + 1 + walk($1.value) }
    }
}
