import TestSupport
import Testing

@testable import AdapterKit

struct HashTests {
    /// From vectors_sip128 of the reference implementation: key 00 01 … 0f, input 00 01 … (n − 1).
    @Test(
        arguments: [
            (0, 0xa3817f04_ba25a8e6_6df67214_c7550293), (1, 0xda87c1d8_6b99af44_34765911_9b22fc45),
            (2, 0x8177228d_a4a45dc7_fca38bde_f60affe4),
        ] as [(Int, UInt128)]) func `SipHash has the results of its reference`(length: Int, expected: UInt128)
    {
        for chunk in 1...9 {
            var hash = SipHash128(key0: 0x0706_0504_0302_0100, key1: 0x0f0e_0d0c_0b0a_0908)
            let input = (0..<length).map { UInt8($0) }
            for start in stride(from: 0, to: length, by: chunk) {
                input.withSlice { hash.append($0.dropping(start, keeping: chunk)) }
            }
            #expect(hash.finish() == expected)
        }
    }

    @Test func `the way in which bytes are fed does not matter`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for length in 0..<100 {
            let input = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            var whole = SipHash128(), parts = SipHash128()
            input.withSlice { whole.append($0) }
            var at = 0
            while at < length {
                let step = Int.random(in: 1...17, using: &random)
                input.withSlice { parts.append($0.dropping(at, keeping: step)) }
                at += step
            }
            #expect(whole.finish() == parts.finish(), "seed \(seed), length \(length)")
        }
    }

    private func hash(_ values: String...) -> UInt128 {
        var facts = FactHash()
        for value in values {
            let tape = JSONTape()
            Array(value.utf8).withSlice { facts.add((try? tape.parse($0)) ?? JSONCursor.none) }
        }
        return facts.finish()
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,"x"]}"#, #"{ "b" : [true, "x"], "a":1 }"#), (#""ä""#, #""\u00e4""#), (#"{"\u0061":0}"#, #"{"a":0}"#),
    ]) func `facts that mean the same have one hash`(one: String, other: String) {
        #expect(hash(one) == hash(other))
    }

    @Test func `facts that differ have other hashes`() {
        let values = [
            "0", "1", "1.0", "\"1\"", "\"\"", "null", "true", "false", "[]", "{}", "[1]", "[[1]]", "[1,2]", "[2,1]", #"{"a":1}"#,
            #"{"a":2}"#,
            #"{"b":1}"#, #"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#, #"{"a":{"b":1}}"#, "not json",
        ]
        #expect(Set(values.map { hash($0) }).count == values.count)
        #expect(hash("\"ab\"", "\"c\"") != hash("\"a\"", "\"bc\""))
        #expect(hash("1", "2") != hash("2", "1"))
        #expect(hash(#""a\u0005b""#) != hash(#""a""#, #""b""#), "a string that looks like the frame of the next")
    }

    @Test func `a hash is written in 26 characters of base 32`() {
        var bytes: [UInt8] = []
        bytes.append(hash: 1)
        #expect(String(decoding: bytes, as: UTF8.self) == "00000000000000000000000004")
        bytes = []
        bytes.append(hash: UInt128.max)
        #expect(String(decoding: bytes, as: UTF8.self) == "zzzzzzzzzzzzzzzzzzzzzzzzzw")
    }
}

extension JSONCursor {
    fileprivate static var none: JSONCursor {
        let tape = JSONTape()
        return Array("{}".utf8).withSlice { try! tape.parse($0)["nothing"] }
    }
}
