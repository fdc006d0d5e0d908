import AdapterKit
import TestSupport
import Testing

struct LineSplitterTests {
    private struct Found: Equatable {
        var offset: UInt64
        var length: Int
        var text: String?
    }

    private func split(_ text: String, chunk: Int, limit: Int) -> [Found] {
        var splitter = LineSplitter(maxLineBytes: limit)
        var found: [Found] = []
        Array(text.utf8).withSlice { bytes in
            var at = 0
            while at < bytes.count {
                splitter.feed(bytes.dropping(at, keeping: chunk)) { line in
                    found.append(
                        Found(
                            offset: line.offset, length: line.length,
                            text: line.bytes.map { String(decoding: $0.buffer, as: UTF8.self) }))
                    return true
                }
                at += chunk
            }
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 4096]) func `lines come out whole however they arrive`(chunk: Int) {
        #expect(
            split("grün\n\n12345678\n123456789\nend", chunk: chunk, limit: 8) == [
                Found(offset: 0, length: 5, text: "grün"),
                Found(offset: 6, length: 0, text: ""),
                Found(offset: 7, length: 8, text: "12345678"),
                Found(offset: 16, length: 9, text: nil),
            ])
    }

    @Test func `chunking never changes output`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let text = String((0..<Int.random(in: 0...80, using: &random)).map { _ in "ab\n\n".randomElement(using: &random)! })
            let chunk = Int.random(in: 1...9, using: &random)
            #expect(
                split(text, chunk: chunk, limit: 5) == split(text, chunk: 4096, limit: 5),
                "seed \(seed), chunk \(chunk), \(text.debugDescription)")
        }
    }

    @Test func `a line that is refused stays the next one`() {
        var splitter = LineSplitter(maxLineBytes: 10)
        var taken: [UInt64] = []
        Array("a\nb\nc\n".utf8).withSlice { bytes in
            splitter.feed(bytes) { line in
                taken.append(line.offset)
                return taken.count < 2
            }
        }
        #expect(taken == [0, 2])
        #expect(splitter.offset == 4)
    }
}
