import HTTPServer
import Testing

@testable import PlugwalkHost

@Suite struct HostCheckTests {
    private let check = HostCheck(port: 4517, alsoAllowing: ["desk.lan", "desk.lan:8080"])

    private func status(_ headers: Headers, _ peer: Peer = Peer(transport: .none)) -> Int? {
        check.refusal(of: Request(.get, "/", headers: headers, peer: peer))?.status
    }

    @Test(arguments: ["127.0.0.1:4517", "localhost:4517", "LocalHost:4517", "[::1]:4517", "desk.lan:4517", "desk.lan:8080"])
    func `the machine's own names pass`(host: String) {
        #expect(status(["Host": host]) == nil)
        #expect(status(["Host": host, "Origin": "http://\(host)"]) == nil)
    }

    @Test(arguments: [
        "", "127.0.0.1", "localhost", "127.0.0.1:80", "evil.example:4517", "127.0.0.1.evil.example:4517", "localhost.:4517",
        "localhost:4517@evil.example", "localhost:4517:4517", "[::1]", "desk.lan", "0.0.0.0:4517", "localhost: 4517",
    ])
    func `any other name is refused`(host: String) {
        #expect(status(["Host": host]) == 421)
    }

    @Test func `a request names one host`() {
        #expect(status([:]) == 421)
        #expect(status(["Host": "localhost:4517", "HOST": "localhost:4517"]) == 421)
    }

    @Test(arguments: [
        "null", "http://evil.example", "https://localhost:4517", "http://localhost", "http://localhost:3000",
        "http://127.0.0.1:4517", "http://localhost:4517/", "http://localhost:4517.evil.example", "",
    ])
    func `pages of another origin are refused`(origin: String) {
        #expect(status(["Host": "localhost:4517", "Origin": origin]) == 403)
    }

    @Test func `the port of HTTP may be left out`() {
        let check = HostCheck(port: 80)
        for host in ["localhost", "localhost:80", "[::1]"] {
            #expect(check.refusal(of: Request(.get, "/", headers: ["Host": host])) == nil, "\(host)")
        }
    }

    @Test func `a Unix socket has its permissions instead`() {
        #expect(status(["Host": "anything"], Peer(transport: .unix)) == nil)
    }

    @Test(arguments: ["/", "/api/v1/health", "/api/v1/events/stream", "/api/v1/nothing"])
    func `every route is behind the check`(target: String) throws {
        let bench = try APIBench()
        let response = bench.get(target, ["Host": "evil.example:4517"])
        #expect(response.status == 421)
        #expect(response.headers["X-Content-Type-Options"] == "nosniff")
        #expect(bench.get(target, ["Origin": "http://evil.example"]).status == 403)
        #expect(bench.bus.subscriberCount == 0)
    }
}
