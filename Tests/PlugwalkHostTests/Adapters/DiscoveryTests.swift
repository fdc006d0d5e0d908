import Foundation
import Glibc
import Testing

@testable import PlugwalkHost

@Suite struct DiscoveryTests {
    private func refusals(_ folders: TemporaryFolder...) -> [String: String] {
        let found = Discovery(folders: folders.map(\.path)).scan()
        return Dictionary(uniqueKeysWithValues: found.map { ($0.fileName, $0.refusal ?? "usable") })
    }

    @Test func `a dropped file is listed by its manifest, and nothing of it has run`() throws {
        let folder = try TemporaryFolder()
        let marker = folder.path + "/marker"
        let source = SharedObject.source(manifest: SharedObject.manifest(id: "com.example.acme", name: "acme"), marker: marker)
        try folder.write("acme.so", SharedObject.build(source))
        let found = Discovery(folders: [folder.path, "/nowhere"]).scan()
        #expect(found.map(\.manifest?.id) == ["com.example.acme"])
        #expect(found[0].path == folder.path + "/acme.so")
        #expect(access(marker, F_OK) != 0)
    }

    @Test func `only regular files named so, of ours, are adapters, and each other one has its reason`() throws {
        let folder = try TemporaryFolder()
        try folder.write("good.so", SharedObject.good)
        try folder.write("group.so", SharedObject.good, mode: 0o620)
        try folder.write("world.so", SharedObject.good, mode: 0o602)
        try folder.write("empty.so", [])
        try folder.write("text.so", Array("#!/bin/sh".utf8))
        for ignored in [".hidden.so", "x.so.tmp", "x.so.part", "notes.txt"] { try folder.write(ignored, SharedObject.good) }
        mkdir(folder.path + "/folder.so", 0o700)
        mkfifo(folder.path + "/fifo.so", 0o600)
        symlink("good.so", folder.path + "/link.so")
        symlink("loop.so", folder.path + "/loop.so")
        #expect(
            refusals(folder) == [
                "good.so": "usable",
                "group.so": "the file can be written by others (mode 620): chmod go-w",
                "world.so": "the file can be written by others (mode 602): chmod go-w",
                "empty.so": "is empty",
                "text.so": "is not an ELF file",
                "folder.so": "is not a regular file",
                "fifo.so": "is not a regular file",
                "link.so": "is a symbolic link: put the file itself there",
                "loop.so": "is a symbolic link: put the file itself there",
            ])
    }

    @Test func `a large hole is no adapter`() throws {
        let folder = try TemporaryFolder()
        try folder.write("sparse.so", [0])
        truncate(folder.path + "/sparse.so", 2 << 30)
        #expect(refusals(folder) == ["sparse.so": "has 2147483648 bytes, the limit is 536870912"])
    }

    @Test func `a folder that others can write refuses all its files`() throws {
        let folder = try TemporaryFolder()
        try folder.write("good.so", SharedObject.good)
        chmod(folder.path, 0o777)
        #expect(refusals(folder) == ["good.so": "the folder can be written by others (mode 777): chmod go-w"])
    }

    @Test func `of files that claim the same, the first is used and the others name it`() throws {
        let (builtIn, dropped) = (try TemporaryFolder(), try TemporaryFolder())
        func put(_ name: String, _ manifest: String, in folder: TemporaryFolder) throws {
            try folder.write(name, SharedObject.build(SharedObject.source(manifest: manifest)))
        }
        try put("z.so", SharedObject.manifest(id: "a.z", name: "zz", short: "zz", source: "z"), in: builtIn)
        try put("id.so", SharedObject.manifest(id: "a.z", name: "y1", short: "ya", source: "y"), in: dropped)
        try put("name.so", SharedObject.manifest(id: "a.n", name: "zz", short: "yb", source: "y"), in: dropped)
        try put("other.so", SharedObject.manifest(id: "a.o", name: "oo", short: "zz", source: "o"), in: dropped)
        try put("same.so", SharedObject.manifest(id: "a.s", name: "ss", short: "zz", source: "z"), in: dropped)
        let first = builtIn.path + "/z.so"
        #expect(
            refusals(builtIn, dropped) == [
                "z.so": "usable",
                "id.so": "has the same id a.z as \(first)",
                "name.so": "has the same name zz as \(first)",
                "other.so": "has the same short zz as \(first), whose source is z and not o",
                "same.so": "usable",
            ])
    }

    @Test func `a bad manifest is the reason`() throws {
        let folder = try TemporaryFolder()
        try folder.write("bad.so", SharedObject.build(SharedObject.source(manifest: "{\"id\":1}")))
        #expect(refusals(folder)["bad.so"] == "manifest: \"abi\" is missing")
    }
}

@Suite struct StagingTests {
    private func found(_ name: String, in folder: TemporaryFolder) throws -> FoundAdapter {
        try #require(Discovery(folders: [folder.path]).scan().first { $0.fileName == name })
    }

    @Test func `the copy is private, named by its contents, and stays when the file changes`() throws {
        let (plugins, run) = (try TemporaryFolder(), try TemporaryFolder())
        try plugins.write("x.so", SharedObject.good)
        let staging = Staging(folder: run.path)
        let staged = try staging.stage(found("x.so", in: plugins))
        #expect(staged.path == "\(run.path)/a.b/\(staged.hash).so")
        #expect(staged.hash.utf8.count == 64)
        #expect(staged.manifest.name == "ab")
        var status = stat()
        #expect(lstat(staged.path, &status) == 0 && status.st_mode & 0o777 == 0o500)
        try plugins.write("x.so", [1, 2, 3])
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: staged.path))) == SharedObject.good)
        #expect(run.names == ["a.b"])
    }

    @Test func `the same contents are the same copy`() throws {
        let (plugins, run) = (try TemporaryFolder(), try TemporaryFolder())
        try plugins.write("x.so", SharedObject.good)
        try plugins.write("y.so", SharedObject.good)
        let staging = Staging(folder: run.path)
        let first = try staging.stage(found("x.so", in: plugins))
        #expect(try staging.stage(found("y.so", in: plugins)) == first)
        #expect(run.names == ["a.b"])
    }

    @Test func `two generations are kept, the newest of them`() throws {
        let (plugins, run) = (try TemporaryFolder(), try TemporaryFolder())
        let staging = Staging(folder: run.path)
        var paths: [String] = []
        for generation in 1...4 {
            try plugins.write("x.so", SharedObject.good + [UInt8](repeating: 0, count: generation))
            paths.append(try staging.stage(found("x.so", in: plugins)).path)
            // Times as far apart as those of real upgrades.
            var times = [timespec(tv_sec: generation, tv_nsec: 0), timespec(tv_sec: generation, tv_nsec: 0)]
            utimensat(AT_FDCWD, paths.last!, &times, 0)
        }
        #expect(paths.map { access($0, F_OK) == 0 } == [false, false, true, true])
    }

    @Test func `what became unusable since it was listed is not staged, and leaves nothing behind`() throws {
        let (plugins, run) = (try TemporaryFolder(), try TemporaryFolder())
        try plugins.write("x.so", SharedObject.good)
        let listed = try found("x.so", in: plugins)
        try plugins.write("x.so", Array(SharedObject.good.dropLast(100)))
        #expect(throws: StagingError.self) { try Staging(folder: run.path).stage(listed) }
        chmod(plugins.path + "/x.so", 0o666)
        #expect(throws: StagingError.self) { try Staging(folder: run.path).stage(listed) }
        #expect(run.names == [])
    }
}
