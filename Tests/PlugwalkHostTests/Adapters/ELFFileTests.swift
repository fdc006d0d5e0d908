import TestSupport
import Testing

@testable import PlugwalkHost

@Suite struct ELFFileTests {
    @Test func `a sound file shows its manifest and its libraries`() throws {
        let file = try ELFFile(checking: SharedObject.good)
        #expect(String(decoding: file.manifest, as: UTF8.self) == SharedObject.manifest())
        #expect(file.neededLibraries == ["libc.so.6"])
    }

    @Test func `what is missing or wrong is named`() throws {
        func refusal(_ source: String, flags: [String] = ["-shared", "-fPIC"]) throws -> ELFError? {
            let bytes = try SharedObject.build(source, flags: flags)
            return #expect(throws: ELFError.self) { try ELFFile(checking: bytes) }
        }
        let sound = SharedObject.source(manifest: "{}")
        #expect(try refusal(SharedObject.source(manifest: nil)) == .noManifest)
        #expect(try refusal(SharedObject.source(manifest: "{}", entry: nil)) == .noEntry)
        #expect(try refusal(SharedObject.source(manifest: "{}", entry: "plugwalk_adapter_v2")) == .newerMajor(2))
        #expect(try refusal(sound, flags: ["-c", "-fPIC"]) == .notSharedObject(type: 1))
        #expect(try refusal(sound, flags: ["-shared", "-fPIC", "-Wl,-z,execstack"]) == .executableStack)
        #expect(try refusal(sound + "int main(void) { return 0; }", flags: ["-no-pie"]) == .notSharedObject(type: 2))
        #expect(try refusal(SharedObject.source(manifest: String(repeating: "x", count: 300_000))) == .manifestTooBig(300_001))
    }

    @Test func `a library that is nowhere is named`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "libnowhere.so",
            SharedObject.build("int nowhere(void) { return 1; }", flags: ["-shared", "-fPIC", "-Wl,-soname,libnowhere.so.3"]))
        let bytes = try SharedObject.build(
            SharedObject.source(manifest: "{}") + "int nowhere(void); int use(void) { return nowhere(); }",
            flags: ["-shared", "-fPIC", "-L", folder.path, "-lnowhere"])
        #expect(throws: ELFError.missingLibrary("libnowhere.so.3")) { try ELFFile(checking: bytes) }
    }

    @Test(
        arguments: [
            (4, UInt8(1), ELFError.not64BitLittleEndian), (5, 2, .not64BitLittleEndian), (0, 0, .notELF), (18, 0xB7, nil),
            (16, 2, .notSharedObject(type: 2)), (54, 1, .damaged("sizes in the file header")),
        ] as [(Int, UInt8, ELFError?)])
    func `the header decides what it is`(offset: Int, value: UInt8, error: ELFError?) {
        var bytes = SharedObject.good
        bytes[offset] = value
        let thrown = #expect(throws: ELFError.self) { try ELFFile(checking: bytes) }
        if let error { #expect(thrown == error) } else { #expect(thrown == .wrongMachine(found: UInt16(value))) }
    }

    @Test(arguments: [[], Array("#!/bin/sh\n".utf8), [0x7F, 0x45, 0x4C, 0x46]] as [[UInt8]])
    func `what is no ELF file at all is refused`(bytes: [UInt8]) {
        #expect(throws: ELFError.self) { try ELFFile(checking: bytes) }
    }

    @Test func `a file cut anywhere is refused`() {
        let bytes = SharedObject.good
        for length in stride(from: 0, to: bytes.count, by: 13) {
            #expect(throws: ELFError.self, "cut at \(length)") { try ELFFile(checking: Array(bytes[..<length])) }
        }
        #expect(throws: ELFError.self) { try ELFFile(checking: bytes.dropLast()) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a file with flipped bits is read or refused, and never more`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var bytes = SharedObject.good
            // Where the headers and tables are: the first kilobytes, and the section headers at the end.
            let places = Bool.random(using: &random) ? 0..<4096 : bytes.count - 2048..<bytes.count
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: places, using: &random)] = [0, 0xFF, UInt8.random(in: .min ... .max, using: &random)]
                    .randomElement(using: &random)!
            }
            _ = try? ELFFile(checking: bytes)  // must return: a trap ends the test run
        }
    }
}

extension ELFFile {
    fileprivate init(checking bytes: ArraySlice<UInt8>) throws(ELFError) { try self.init(checking: Array(bytes)) }
}
