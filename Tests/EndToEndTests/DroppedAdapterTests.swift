import Foundation
import Testing

/// What third parties do: drop a `.so` into the plugins folder, and select it.
@Suite(.serialized)
struct DroppedAdapterTests {
    static var example: URL { Installation.examples.appending(path: "adapter-c/counter.so") }

    private func drop(_ file: URL, as name: String, into daemon: DaemonUnderTest) throws {
        let plugins = daemon.home.appending(path: "plugins")
        try FileManager.default.createDirectory(
            at: plugins, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(contentsOf: file).write(to: plugins.appending(path: name))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: plugins.appending(path: name).path)
    }

    @Test func `an adapter written in C is listed, selected, and its events appear`() throws {
        let daemon = try DaemonUnderTest()
        try drop(Self.example, as: "counter.so", into: daemon)
        let unknown = try daemon.command(["--port", "0", "--source", "nobody"])
        #expect(unknown.complaint == "plugwalk: --source: there is no adapter \"nobody\"; there are: counter, opencode-jsonl\n")
        let run = try daemon.start(["--source", "counter"])
        try #require(run.code == 0, "\(run.complaint)")
        #expect(run.output.contains("counter: running"))
        #expect(try eventually { try daemon.rows("SELECT count(*) FROM events WHERE instance = 'counter'") != ["0"] })
        let items = try daemon.get("/api/v1/runs")["items"] as? [[String: Any]] ?? []
        #expect(!items.isEmpty)
        let stream = try HTTPAnswer.stream("/api/v1/events/stream?after=0", from: daemon.url) {
            $0.contains("event: plugwalk.event")
        }
        #expect(stream.contains("event: plugwalk.event\nid: evt_"))
    }

    @Test func `a file that is no adapter is refused with its reason, and nothing is left running`() throws {
        let daemon = try DaemonUnderTest()
        let broken = daemon.scratch.url.appending(path: "broken.so")
        try Data(contentsOf: Self.example).prefix(3000).write(to: broken)
        try drop(broken, as: "broken.so", into: daemon)
        let run = try daemon.command(["--port", "0", "--isolation", Installation.isolation, "--source", "broken"])
        #expect(run.code == 3)
        #expect(run.complaint.hasPrefix("plugwalk: the adapter broken cannot be used: "))
        #expect(try daemon.command(["--status"]).output.hasPrefix("Plugwalk does not run."))
    }
}
