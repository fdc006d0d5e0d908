import Glibc
import HTTPServer
import Testing

@testable import PlugwalkHost

/// Who asks: the user at the other end, the token, the cookie of a login.
@Suite struct AccessTokenTests {
    private static let token = "correct horse battery"
    private static let stranger: UInt32 = 54_321

    private func access(_ bind: String, token: String? = Self.token) -> Access {
        Access(port: 4517, bind: bind, token: token, hosts: [], key: Array(0..<32))
    }

    private func problem(_ access: Access, user: UInt32?, _ headers: Headers = [:], from remote: String = "127.0.0.1") -> Problem? {
        let peer = Peer(
            transport: .tcp(remote: SocketAddress(remote, port: 50_000)!, local: SocketAddress("127.0.0.1", port: 4517)!),
            userID: user)
        var headers = headers
        headers["Host"] = "127.0.0.1:4517"
        return access.refusal(of: Request(.get, "/api/v1/runs", headers: headers, peer: peer))
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"])
    func `on loopback the user and root pass, and others of the machine do not`(bind: String) {
        for access in [access(bind), access(bind, token: nil)] {
            #expect(problem(access, user: geteuid()) == nil)
            #expect(problem(access, user: 0) == nil)
            #expect(problem(access, user: Self.stranger)?.status == 403)
            #expect(problem(access, user: nil)?.status == 403)
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.5", "2001:db8::7", "not an address"])
    func `off loopback everybody needs the token, also the user on this machine`(bind: String) {
        for user in [geteuid(), 0, Self.stranger, nil] {
            #expect(problem(access(bind), user: user)?.status == 401)
            #expect(problem(access(bind, token: nil), user: user)?.status == 401)
            #expect(problem(access(bind), user: user, ["Authorization": "Bearer \(Self.token)"]) == nil)
        }
    }

    @Test(arguments: [
        "Bearer correct horse battery", "bearer correct horse battery", "BEARER   correct horse battery",
    ])
    func `the token lets a stranger in`(field: String) {
        #expect(problem(access("127.0.0.1"), user: Self.stranger, ["Authorization": field]) == nil)
    }

    @Test(arguments: [
        "Bearer", "Bearer ", "Bearer correct horse batter", "Bearer correct horse battery ", "Bearer correct horse batterY",
        "Bearer correct horse batteryy", "Basic correct horse battery", "correct horse battery", "Bearer\tcorrect horse battery",
        "Bearer correct horse battery\u{0}", "",
    ])
    func `what is not the token does not`(field: String) {
        #expect(problem(access("127.0.0.1"), user: Self.stranger, ["Authorization": field])?.status == 403)
        #expect(problem(access("0.0.0.0"), user: nil, ["Authorization": field])?.status == 401)
    }

    @Test func `without a token nothing lets a stranger in`() {
        for field in ["Bearer ", "Bearer nil", "Bearer \(Self.token)"] {
            #expect(problem(access("127.0.0.1", token: nil), user: Self.stranger, ["Authorization": field])?.status == 403)
        }
    }

    @Test func `a refusal is the same for no token and for a wrong one, and says what would be right`() throws {
        let none = try #require(problem(access("0.0.0.0"), user: nil))
        let wrong = try #require(problem(access("0.0.0.0"), user: nil, ["Authorization": "Bearer wrong"]))
        #expect(none.json == wrong.json)
        #expect(none.headers["WWW-Authenticate"] == "Bearer realm=\"plugwalk\"")
        #expect(none.detail?.contains("Authorization: Bearer TOKEN") == true)
        let other = try #require(problem(access("127.0.0.1"), user: Self.stranger))
        #expect(other.json == problem(access("127.0.0.1", token: nil), user: Self.stranger)?.json)
        for text in [none.json, other.json] { #expect(!text.contains(Self.token) && !text.contains("\(Self.stranger)")) }
    }

    private func cookie(_ access: Access) throws -> String {
        let field = try #require(access.credentials?.setCookie)
        return String(field.prefix { $0 != ";" })
    }

    @Test func `the cookie of a login is as good as the token, among others too`() throws {
        let access = access("0.0.0.0")
        let cookie = try cookie(access)
        for field in [cookie, "a=1; \(cookie)", "\(cookie); b=2", "plugwalk-4517=old; \(cookie)", "a=1;\(cookie)"] {
            #expect(problem(access, user: nil, ["Cookie": field]) == nil, "\(field)")
        }
        #expect(problem(self.access("127.0.0.1"), user: Self.stranger, ["Cookie": cookie]) == nil)
    }

    @Test func `no other cookie is`() throws {
        let access = access("0.0.0.0")
        let cookie = try cookie(access)
        let value = cookie.drop { $0 != "=" }
        for field in [
            "", "=", "plugwalk-4517", "plugwalk-4517=", "plugwalk-4517=\(Self.token)", "x\(cookie)", "plugwalk-4518\(value)",
            String(cookie.dropLast()), cookie + "0", cookie.lowercased(), "plugwalk-4517 \(value)",
        ] {
            #expect(problem(access, user: nil, ["Cookie": field])?.status == 401, "\(field)")
        }
    }

    @Test func `the cookie is not the token, is for this server alone, and ends with the token or the installation`() throws {
        let field = try #require(access("0.0.0.0").credentials?.setCookie)
        #expect(field.hasPrefix("plugwalk-4517="))
        #expect(field.hasSuffix("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"))
        #expect(!field.contains(Self.token))
        #expect(field == access("0.0.0.0").credentials?.setCookie)
        #expect(field != access("0.0.0.0", token: "another").credentials?.setCookie)
        let elsewhere = Access(port: 4517, bind: "0.0.0.0", token: Self.token, hosts: [])
        #expect(field != elsewhere.credentials?.setCookie)
    }

    @Test func `a secret matches itself alone, whatever the length of the guess`() {
        let secret = Secret("abc")
        #expect(secret.matches("abc".utf8))
        for guess in ["", "ab", "abd", "abcd", "ABC", "abc\u{0}", String(repeating: "abc", count: 10_000)] {
            #expect(!secret.matches(guess.utf8), "\(guess.prefix(10))")
        }
    }
}
