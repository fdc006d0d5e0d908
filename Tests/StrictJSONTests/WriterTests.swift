import StrictJSON
import TestSupport
import Testing

struct WriterTests {
    @Test func `a document comes out with its commas and escapes`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a\"b")
        writer.beginArray()
        writer.int(1)
        writer.string("x\n\u{1}\\é")
        writer.beginObject()
        writer.endObject()
        writer.bool(false)
        writer.endArray()
        writer.key("d")
        writer.double(.nan)
        writer.key("raw")
        writer.raw(#"{"k":1}"#)
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a\"b":[1,"x\n\u0001\\é",{},false],"d":null,"raw":{"k":1}}"#)
    }

    @Test func `any text survives writing and parsing`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let parser = JSONParser()
        for _ in 0..<500 {
            let scalars = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Unicode.Scalar(UInt32.random(in: 0..<0xD800, using: &random) >> UInt32.random(in: 0..<12, using: &random))!
            }
            let text = String(String.UnicodeScalarView(scalars))
            var writer = JSONWriter()
            writer.string(text)
            #expect(
                try parser.parse(copying: writer.bytes).root.string?.unicodeScalars.elementsEqual(scalars) == true, "seed \(seed)")
        }
    }
}
