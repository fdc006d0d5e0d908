import Foundation
import Testing

@Suite(.serialized)
struct DemoTests {
    private struct Expected: Decodable {
        struct Run: Decodable {
            let recording: String
            let native_id: String
            let title: String
        }
        let demo: [String]
        let runs: [Run]
    }

    @Test func `the demo shows the runs that were recorded, in the present`() throws {
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: Installation.fixtures.appending(path: "expected-runs.json")))
        let daemon = try DaemonUnderTest()
        let run = try daemon.start(["--demo"])
        try #require(run.code == 0, "\(run.complaint)")
        #expect(daemon.url.hasSuffix("/?dataset=demo"))
        let items = try daemon.get("/api/v1/runs?dataset=demo&limit=100")["items"] as? [[String: Any]] ?? []
        let shown = items.map { "\($0["native_id"] as? String ?? "")|\($0["title"] as? String ?? "")" }
        let wanted = expected.runs.filter { expected.demo.contains($0.recording) }.map { "\($0.native_id)|\($0.title)" }
        #expect(shown.sorted() == wanted.sorted())
        let newest = try daemon.rows(
            "SELECT (julianday('now') - julianday(max(ts))) * 86400 < 600 FROM events", in: "replays/demo.db")
        #expect(newest == ["1"])
        #expect(try daemon.rows("SELECT count(*) FROM runs") == ["0"])
    }

    @Test func `a page of the service shows itself and its parts without any other server`() throws {
        let daemon = try DaemonUnderTest()
        try #require(try daemon.start(["--demo"]).code == 0)
        let page = try HTTPAnswer.get("/", from: daemon.url)
        #expect(page.status == 200)
        #expect(page.headers.lowercased().contains("content-security-policy"))
        let text = String(decoding: page.body, as: UTF8.self)
        for part in text.matches(of: /(?:src|href)="(\/?[a-z]+\.(?:js|css))"/) {
            let path = part.1.hasPrefix("/") ? String(part.1) : "/\(part.1)"
            #expect(try HTTPAnswer.get(path, from: daemon.url).status == 200)
        }
        #expect(text.contains("<title>"))
    }
}
