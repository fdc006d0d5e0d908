import StrictJSON
import Testing

struct ParserTests {
    private let parser = JSONParser(maxDepth: 4)

    @Test(arguments: [
        "{}", "[]", "0", "-0", "\"\"", "true", " null ", "1e400", "-1.5E+3", "123456789012345678901234567890",
        #"{"a":[1,{"b":null}],"c":"\u00e9\n"}"#, "[[[[]]]]", #""\ud83d""#, "\"\u{7f}\u{2028}\"", "[1,2,3]\n",
    ])
    func `a valid document is taken and its root is the whole of it`(json: String) throws {
        let document = try parser.parse(copying: json)
        let trimmed = json.filter { $0 != " " && $0 != "\n" }
        #expect(String(decoding: document.root.source, as: UTF8.self) == trimmed)
    }

    @Test(
        arguments: [
            ("", .empty, 0), ("  ", .empty, 2), ("{", .unclosedContainer, 1), ("[1,", .unclosedContainer, 3),
            ("[1", .unclosedContainer, 2),
            ("{\"a\"", .unclosedContainer, 4), ("[1 2]", .expectedArrayComma, 3), ("{\"a\":1 \"b\":2}", .expectedObjectComma, 7),
            ("{a:1}", .expectedKey, 1),
            ("{\"a\":1,}", .expectedKey, 7), ("[1,]", .expectedValue, 3), ("[,1]", .expectedValue, 1),
            ("{\"a\" 1}", .expectedColon, 5),
            ("{\"a\":}", .expectedValue, 5),
            ("nul", .expectedValue, 0), ("truex", .expectedValue, 0), ("NaN", .expectedValue, 0), ("01", .invalidNumber, 0),
            ("-", .invalidNumber, 0), ("1.", .invalidNumber, 0),
            ("1e", .invalidNumber, 0), (".5", .expectedValue, 0), ("+1", .expectedValue, 0), ("1 2", .trailingContent, 2),
            ("{} {}", .trailingContent, 3), ("\"a\"b", .trailingContent, 3),
            ("\"abc", .unclosedString, 0), ("[\"a\nb\"]", .controlCharacter, 3), ("\"\\x\"", .invalidEscape, 1),
            ("\"a\\u12g4\"", .invalidEscape, 2), ("\"\\u12\"", .invalidEscape, 1),
            ("{\"a\":1,\"a\":2}", .duplicateKey, 7), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey, 7), ("[[[[[]]]]]", .tooDeep, 4),
            ("]", .expectedValue, 0), ("[}", .expectedValue, 1),
        ] as [(String, JSONError.Reason, Int)])
    func `a broken document names its fault and the byte`(json: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, offset: offset)) { try parser.parse(copying: json) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
        ]
            as [[UInt8]])
    func `bytes that are no UTF-8 are refused where they begin`(bytes: [UInt8]) {
        #expect(throws: JSONError(.invalidUTF8, offset: 1)) { try parser.parse(copying: bytes) }
    }

    @Test(arguments: [15, 16, 17, 1000])
    func `one repeated key among many is found, and none otherwise`(count: Int) throws {
        let members = (0..<count).map { "\"k\($0)\":\($0)" }
        _ = try parser.parse(copying: "{\(members.joined(separator: ","))}")
        let repeated = "{\((members + ["\"k3\":0"]).joined(separator: ","))}"
        let offset = repeated.utf8.count - #""k3":0}"#.utf8.count
        #expect(throws: JSONError(.duplicateKey, offset: offset)) { try parser.parse(copying: repeated) }
    }

    @Test func `equal keys in different objects are no duplicates`() throws {
        let document = try parser.parse(copying: #"{"a":{"a":1},"b":[{"a":2},{"a":3}]}"#)
        #expect(document.root["b"]?.elements.compactMap { $0["a"]?.int } == [2, 3])
    }

    @Test func `a parser serves again after an error and after a large document`() throws {
        #expect(throws: JSONError.self) { try parser.parse(copying: "[1") }
        let large = "[" + String(repeating: "1,", count: 2_000_000) + "1]"
        #expect(try parser.parse(copying: large).count == 2_000_003)
        #expect(try parser.parse(copying: "[1]").count == 3)
    }
}
