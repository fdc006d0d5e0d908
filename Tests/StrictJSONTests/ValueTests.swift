import StrictJSON
import Testing

struct ValueTests {
    private let parser = JSONParser()

    @Test func `a path leads to a nested value, and to nothing where a step is missing`() throws {
        let root = try parser.parse(copying: #"{"state":{"input":{"command":"ls \"a\"","n":7}},"list":[1]}"#).root
        #expect(root.value(at: ["state", "input", "command"])?.string == #"ls "a""#)
        #expect(root.value(at: ["state", "input", "n"])?.int == 7)
        #expect(root.value(at: ["state", "nothing", "command"]) == nil)
        #expect(root.value(at: ["list", "0"]) == nil)
        #expect(root["list"].map { String(decoding: $0.source, as: UTF8.self) } == "[1]")
    }

    @Test func `numbers keep their spelling`() throws {
        let root = try parser.parse(copying: "[123456789012345678901234567890,1e400,-9223372036854775808,1.5]").root
        #expect(
            root.elements.map { String(decoding: $0.source, as: UTF8.self) } == [
                "123456789012345678901234567890", "1e400", "-9223372036854775808", "1.5",
            ])
        #expect(root.elements.map(\.int) == [nil, nil, Int64.min, nil])
        #expect(root.elements.map(\.double) == [1.2345678901234568e29, .infinity, -9.223372036854775808e18, 1.5])
    }

    @Test func `an escaped key is found by its decoded name`() throws {
        let root = try parser.parse(copying: #"{"\u0061b":true,"c":null}"#).root
        #expect(root["ab"]?.bool == true)
        #expect(root["c"]?.isNull == true)
        #expect(root.members.map(\.key.decoded) == ["ab", "c"])
    }

    @Test(arguments: [
        (#""a\/b\\\"\b\f\n\r\t""#, "a/b\\\"\u{8}\u{c}\n\r\t"), (#""\u00e9\u4e2d""#, "é中"), (#""\ud83d\ude00""#, "😀"),
        (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\u0000""#, "\0"),
    ])
    func `escapes decode, and a surrogate alone becomes the replacement character`(json: String, text: String) throws {
        #expect(try parser.parse(copying: json).root.string == text)
    }

    @Test func `every token's range spells its value`() throws {
        let document = try parser.parse(copying: #" {"a" : [ 1 , "x" ] }"#)
        let spelled = (0..<document.count).map { String(decoding: document.bytes[document[$0].range], as: UTF8.self) }
        #expect(spelled == [#"{"a" : [ 1 , "x" ] }"#, "a", #"[ 1 , "x" ]"#, "1", "x", "]", "}"])
        #expect((0..<document.count).map { document[$0].depth } == [0, 1, 1, 2, 2, 1, 0])
    }
}
