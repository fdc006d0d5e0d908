import AdapterABI
import AdapterTesting
import Foundation
import Testing

@testable import AdapterKit

struct FileFollowerTests {
    private let folder = TemporaryFolder()
    private let host = FakeHost()
    private let echo = AdapterUnderTest(LineEcho.self)

    /// Runs until everything was read and gives the titles of the new events.
    private func read(_ name: String = "", chunk: Int = 4096) -> [String] {
        let before = host.events.count
        host.run(echo, configuration: ["path": name.isEmpty ? folder.path : "\(folder.path)/\(name)", "chunk": "\(chunk)"])
        return host.events.dropFirst(before).map(\.title)
    }

    @Test func `a folder's files are streams of their own`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        folder.write(Array("two\n".utf8), to: "b.log")
        folder.write(Array("three\n".utf8), to: "c.txt")
        #expect(read() == ["one", "two"])
        #expect(host.checkpoints.keys.sorted() == ["a.log", "b.log"])
    }

    @Test func `one file is followed without its neighbours`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        folder.write(Array("two\n".utf8), to: "b.log")
        #expect(read("b.log") == ["two"])
    }

    @Test func `a truncated last line waits for its newline`() {
        folder.write(Array("one\ntw".utf8), to: "a.log")
        #expect(read() == ["one"])
        folder.append(Array("o\n".utf8), to: "a.log")
        #expect(read() == ["two"])
    }

    @Test func `a file that grows while it is followed goes on`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        var steps = ["two\n", "thr", "ee\n"]
        host.goOnAfterWait = {
            guard !steps.isEmpty else { return host.events.count < 3 }
            folder.append(Array(steps.removeFirst().utf8), to: "a.log")
            return true
        }
        #expect(read() == ["one", "two", "three"])
    }

    @Test(arguments: [1, 7, 4096]) func `the size of what is read at once changes nothing`(chunk: Int) {
        folder.write(Array("one\n\nthree\n\(String(repeating: "x", count: 65))\nfive\nsix".utf8), to: "a.log")
        #expect(read(chunk: chunk) == ["one", "", "three", "five"])
        #expect(host.events.map(\.order) == [0, 4, 5, 77])
        #expect(host.counts == ["records": 5, "dropped: too long": 1])
    }

    @Test func `a start goes on where the checkpoint stands, with the adapter's memory`() {
        folder.write(Array("one\ntwo\n".utf8), to: "a.log")
        #expect(read() == ["one", "two"])
        folder.append(Array("three\n".utf8), to: "a.log")
        #expect(read() == ["three"])
        #expect(host.events.last?.entityID == "3")
    }

    @Test(arguments: [true, false]) func `a file that was written anew begins at its start`(whileRunning: Bool) {
        folder.write(Array("first line\nsecond line\n".utf8), to: "a.log")
        if whileRunning {
            var isWritten = false
            host.goOnAfterWait = {
                if !isWritten { folder.write(Array("third\n".utf8), to: "a.log") }
                isWritten = true
                return host.events.count < 3
            }
            #expect(read() == ["first line", "second line", "third"])
        } else {
            #expect(read() == ["first line", "second line"])
            folder.write(Array("third\n".utf8), to: "a.log")
            #expect(read() == ["third"])
        }
        #expect(Set(host.events.map(\.key)).count == 3)
    }

    @Test func `a file that was written anew with more bytes is noticed by what stands before the offset`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        #expect(read() == ["one"])
        folder.write(Array("uno\ndos\ntres\n".utf8), to: "a.log")
        #expect(read() == ["uno", "dos", "tres"])
    }

    @Test func `the same first line in a new writing gives other keys`() {
        folder.write(Array("one\ntwo\n".utf8), to: "a.log")
        var isWritten = false
        host.goOnAfterWait = {
            if !isWritten { folder.write(Array("one\n".utf8), to: "a.log") }
            isWritten = true
            return host.events.count < 3
        }
        #expect(read() == ["one", "two", "one"])
        #expect(Set(host.events.map(\.key)).count == 3)
    }

    @Test(arguments: [true, false]) func `a rotated file is read to its end before its successor`(whileRunning: Bool) {
        folder.write(Array("one\n".utf8), to: "a.log")
        let rotate = {
            folder.append(Array("two\n".utf8), to: "a.log")
            folder.rename("a.log", to: "a.log.1")
            folder.write(Array("three\n".utf8), to: "a.log")
        }
        if whileRunning {
            var isRotated = false
            host.goOnAfterWait = {
                if !isRotated { rotate() }
                isRotated = true
                return host.events.count < 3
            }
            #expect(read() == ["one", "two", "three"])
        } else {
            #expect(read() == ["one"])
            rotate()
            #expect(read() == ["two", "three"])
        }
        folder.append(Array("four\n".utf8), to: "a.log")
        host.goOnAfterWait = { false }
        #expect(read() == ["four"])
    }

    @Test func `a renamed file is not read twice`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        var isRenamed = false
        host.goOnAfterWait = {
            if !isRenamed {
                folder.rename("a.log", to: "b.log")
                folder.append(Array("two\n".utf8), to: "b.log")
            }
            isRenamed = true
            return host.events.count < 2
        }
        #expect(read() == ["one", "two"])
        #expect(Array(host.checkpoints.keys) == ["b.log"])
    }

    @Test func `a deleted file's checkpoint is removed`() {
        folder.write(Array("one\n".utf8), to: "a.log")
        folder.write(Array("two\n".utf8), to: "b.log")
        #expect(read() == ["one", "two"])
        folder.remove("a.log")
        #expect(read().isEmpty)
        #expect(Array(host.checkpoints.keys) == ["b.log"])
    }

    @Test func `a copied log has the keys of the original`() {
        folder.write(Array("one\ntwo\n".utf8), to: "a.log")
        _ = read()
        let copy = TemporaryFolder()
        copy.write(Array("one\ntwo\n".utf8), to: "a.log")
        let other = FakeHost()
        other.run(echo, configuration: ["path": copy.path])
        #expect(other.events.map(\.key) == host.events.map(\.key))
    }

    @Test func `a folder that does not exist yet is waited for and said so`() {
        var waits = 0
        host.goOnAfterWait = {
            waits += 1
            return waits < 2
        }
        host.run(echo, configuration: ["path": "\(folder.path)/later"])
        #expect(host.reports.first?.state == Int32(PW_HEALTH_DEGRADED))
        #expect(host.reports.first?.message == "Waiting for \(folder.path)/later, which does not exist yet.")
    }

    @Test func `a folder that is made anew is followed at once`() throws {
        let path = "\(folder.path)/logs"
        let make = { (text: String) in
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try? Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/a.log"))
        }
        make("one\n")
        var texts = ["two\n", "two\nthree\n", "two\nthree\nfour\n", "two\nthree\nfour\nfive\n"]
        host.goOnAfterWait = {
            // Each line is written when the one before was read; the first one into a new folder of the same name.
            if host.events.count == 5 - texts.count, !texts.isEmpty {
                let text = texts.removeFirst()
                if text == "two\n" { make(text) } else { try? Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/a.log")) }
            }
            return host.events.count < 5
        }
        let start = Clock.monotonicNs()
        #expect(read("logs") == ["one", "two", "three", "four", "five"])
        #expect(Clock.monotonicNs() - start < 4_000_000_000, "no waiting for the next look at all names")
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `a checkpoint of another format is refused by reading from the start`() {
        #expect(FilePosition.decode([9, 1, 2, 3]) == nil)
        let position = FilePosition(inode: 1, offset: 2, guardHash: 3, firstLine: 4, generation: 5)
        let decoded = FilePosition.decode(position.encoded(with: [6, 7]))
        #expect(decoded?.position == position)
        #expect(decoded?.state == [6, 7])
    }
}
