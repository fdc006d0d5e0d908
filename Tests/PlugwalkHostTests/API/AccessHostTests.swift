import HTTPServer
import Testing

@testable import PlugwalkHost

/// Which server a request is meant for, and whose page sent it.
@Suite struct AccessHostTests {
    private static let own = Access(
        port: 4517, bind: "127.0.0.1", token: nil, hosts: ["Desk.lan", "desk.lan:8080", "only.lan:8080"])
    private static let open = Access(port: 4517, bind: "0.0.0.0", token: "t", hosts: [])

    private func status(_ access: Access, _ headers: Headers, _ method: Method = .get) -> Int? {
        access.refusal(of: Request(method, "/", headers: headers))?.status
    }

    @Test(arguments: [
        "127.0.0.1:4517", "localhost:4517", "LocalHost:4517", "[::1]:4517", "desk.lan:4517", "DESK.lan:8080", "desk.lan",
        "only.lan:8080",
    ])
    func `the server's own names pass`(host: String) {
        #expect(status(Self.own, ["Host": host]) == nil)
        #expect(status(Self.own, ["Host": host, "Origin": "http://\(host)"]) == nil)
    }

    @Test(arguments: [
        "", "127.0.0.1", "localhost", "127.0.0.1:80", "evil.example:4517", "127.0.0.1.evil.example:4517", "localhost.:4517",
        "localhost:4517@evil.example", "localhost:4517:4517", "[::1]", "desk.lan.evil.example", "desk.lan:evil", "desk.lan:",
        "desk.lan:99999", "only.lan", "only.lan:4517", "0.0.0.0:4517", "192.168.1.5:4517", "localhost: 4517", "127.1:4517",
        "2130706433:4517",
    ])
    func `any other name is refused, as a page whose name was made to point here has one`(host: String) {
        #expect(status(Self.own, ["Host": host]) == 421)
    }

    @Test(arguments: ["192.168.1.5:4517", "192.168.1.5", "10.0.0.1:8080", "[2001:db8::7]:4517", "[::1]:4517", "localhost:4517"])
    func `a server that others reach also takes addresses, which nobody can make to point elsewhere`(host: String) throws {
        let request = Request(.get, "/", headers: ["Host": host])
        #expect(Self.open.refusal(of: request) == nil)
    }

    @Test(arguments: ["192.168.1.5.evil.example:4517", "192.168.1.5:4517:1", "[192.168.1.5]x:1", "[evil]:4517", "::1:4517", "evil"])
    func `what only looks like an address is refused`(host: String) {
        #expect(status(Self.open, ["Host": host]) == 421)
    }

    @Test func `the machine's own name is known where others ask by it, and only there`() throws {
        let name = try #require(OwnNames.machine)
        #expect(status(Self.open, ["Host": "\(name):4517"]) == nil)
        #expect(status(Self.own, ["Host": "\(name):4517"]) == 421)
    }

    @Test func `a request names one host`() {
        #expect(status(Self.own, [:]) == 421)
        #expect(status(Self.own, ["Host": "localhost:4517", "HOST": "localhost:4517"]) == 421)
    }

    @Test func `the port of HTTP may be left out`() {
        let access = Access(port: 80, bind: "127.0.0.1", token: nil, hosts: [])
        for host in ["localhost", "localhost:80", "[::1]"] {
            #expect(status(access, ["Host": host]) == nil, "\(host)")
        }
    }

    @Test func `a refusal names what was asked and none of the names that would pass`() throws {
        let refused = Request(.get, "/", headers: ["Host": "evil.example\u{7}" + String(repeating: "e", count: 5_000)])
        let detail = try #require(Self.own.refusal(of: refused)?.detail)
        #expect(detail.contains("evil.example") && detail.utf8.count < 500)
        #expect(!detail.lowercased().contains("desk") && !detail.contains("4517"))
    }

    @Test(arguments: [
        "null", "http://evil.example", "https://localhost:4517", "http://localhost", "http://localhost:3000",
        "http://127.0.0.1:4517", "http://localhost:4517/", "http://localhost:4517.evil.example", "",
        "http://localhost:4517, http://localhost:4517",
    ])
    func `pages of another origin are refused`(origin: String) {
        #expect(status(Self.own, ["Host": "localhost:4517", "Origin": origin]) == 403)
    }

    @Test func `before a configured name there may be a proxy with TLS`() {
        #expect(status(Self.own, ["Host": "desk.lan", "Origin": "https://desk.lan"]) == nil)
        #expect(status(Self.own, ["Host": "desk.lan", "Origin": "https://desk.lan:8443"]) == 403)
    }

    @Test func `one of two origins is not enough`() {
        var headers: Headers = ["Host": "localhost:4517", "Origin": "http://localhost:4517"]
        headers.add("origin", "http://evil.example")
        #expect(status(Self.own, headers) == 403)
    }

    @Test(
        arguments: [
            (["Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"], nil),
            (["Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"], nil),
            (["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"], nil),
            (["Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"], nil),
            (["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"], 403),
            (["Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"], 403),
            (["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"], 403),
            (["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"], 403),
            (["Sec-Fetch-Site": "cross-site"], 403),
            (["Sec-Fetch-Site": "elsewhere", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"], 403),
            (["Sec-Fetch-Site": "", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"], 403),
        ] as [([String: String], Int?)])
    func `pages of other sites may link here and nothing else`(fields: [String: String], expected: Int?) {
        var headers: Headers = ["Host": "localhost:4517"]
        for (name, value) in fields { headers.add(name, value) }
        #expect(status(Self.own, headers) == expected)
        // A form that is sent from elsewhere is a navigation too.
        let isOwn = ["same-origin", "none"].contains(fields["Sec-Fetch-Site"])
        #expect(status(Self.own, headers, .post) == (isOwn ? nil : 403))
    }

    @Test func `a Unix socket has its permissions instead`() {
        let request = Request(.get, "/", headers: ["Host": "anything"], peer: Peer(transport: .unix))
        #expect(Self.own.refusal(of: request) == nil && Self.open.refusal(of: request) == nil)
    }

    @Test(arguments: ["/", "/login?key=x", "/api/v1/health", "/api/v1/events/stream", "/api/v1/nothing"])
    func `every route is behind the check`(target: String) throws {
        let bench = try APIBench()
        let response = bench.get(target, ["Host": "evil.example:4517"])
        #expect(response.status == 421)
        #expect(response.headers["X-Content-Type-Options"] == "nosniff")
        #expect(bench.get(target, ["Origin": "http://evil.example"]).status == 403)
        #expect(bench.bus.subscriberCount == 0)
    }
}
