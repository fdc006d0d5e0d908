import AdapterABI
import Foundation
import PlugwalkHost
import Testing

/// The example in C, built as its README says.
@Suite struct ExampleTests {
    @Test func `the counter counts, and goes on where it stopped`() throws {
        let path = try build()
        let file = try ELFFile(checking: Array(Data(contentsOf: URL(fileURLWithPath: path))))
        let manifest = try Manifest(parsing: file.manifest)
        #expect(manifest.name == "counter" && manifest.kinds.contains("counter.second") && manifest.unknownMembers.isEmpty)
        let first = try run(path, manifest, until: 3, checkpoints: [])
        #expect(first.keys == ["1", "2", "3"])
        let last = try #require(first.batches.last)
        let positions = last.checkpoints.map { Checkpoint(stream: Array(last[$0.stream]), blob: Array(last[$0.blob])) }
        #expect(try run(path, manifest, until: 5, checkpoints: positions).keys == ["4", "5"])
        let unreadable = try run(path, manifest, until: 5, checkpoints: [Checkpoint(stream: [], blob: [1])])
        #expect(unreadable.exits[0].outcome(stopRequested: false) == .parked)
    }

    private func run(_ path: String, _ manifest: Manifest, until: Int, checkpoints: [Checkpoint]) throws -> RecordingSink.Record {
        let sink = RecordingSink()
        let plan = LaunchPlan(
            instance: InstanceID("counter"), file: path, manifest: manifest,
            configJSON: "{\"until\":\"\(until)\",\"every-ms\":\"1\"}", stateFolder: NSTemporaryDirectory(), checkpoints: checkpoints
        )
        let instance = AdapterInstance(plan, at: WorkerPlace(program: AdapterBuilder.worker), sink: sink) { _ in }
        try instance.start()
        let record = try #require(sink.wait { !$0.exits.isEmpty })
        instance.join()
        return record
    }

    private func build() throws -> String {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../examples/adapter-c")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plugwalk-example-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let make = Process()
        make.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Built beside the tests, not into the source tree.
        make.arguments = [
            "make", "-s", "-C", folder.path, "-f", example.appendingPathComponent("Makefile").path,
            "VPATH=\(example.path)", "ABI=\(example.path)/../../Sources/AdapterABI/include", "CC=clang",
        ]
        try make.run()
        make.waitUntilExit()
        #expect(make.terminationStatus == 0)
        return folder.appendingPathComponent("counter.so").path
    }
}
