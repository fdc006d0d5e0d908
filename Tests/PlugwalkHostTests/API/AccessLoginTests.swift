import Foundation
import HTTPServer
import PlugwalkModel
import Synchronization
import Testing
import Threading

@testable import PlugwalkHost

/// The one-time link that gives a browser its cookie.
@Suite struct AccessLoginTests {
    private let clock = SharedClock()

    private func access(bind: String = "0.0.0.0", token: String? = "t", hosts: [String] = []) -> Access {
        Access(port: 4517, bind: bind, token: token, hosts: hosts, clock: clock)
    }

    private func target(_ link: String) throws -> String {
        String(link[try #require(link.range(of: "/login")).lowerBound...])
    }

    private func open(_ access: Access, _ target: String, _ method: Method = .get, _ headers: Headers = [:]) -> Response {
        var router = Router<ReadContext>()
        for endpoint in LoginController(access: access).endpoints {
            router.on(endpoint.method, endpoint.pattern, endpoint.handler)
        }
        router.screen = { access.refusal(of: $0)?.response }
        var headers = headers
        headers["Host"] = "127.0.0.1:4517"
        let stranger = Peer(
            transport: .tcp(remote: SocketAddress("10.0.0.9", port: 5)!, local: SocketAddress("10.0.0.1", port: 4517)!))
        var context = ReadContext()
        return router.respond(to: Request(method, target, headers: headers, peer: stranger), with: &context)
    }

    @Test func `a link opens once, and its cookie opens the rest`() throws {
        let access = access()
        let target = try target(access.loginLink())
        let first = open(access, target)
        #expect(first.status == 303)
        #expect(first.headers["Location"] == "/")
        let cookie = try #require(first.headers["Set-Cookie"]).prefix { $0 != ";" }
        #expect(access.credentials?.areShown(by: ["Cookie": String(cookie)]) == true)
        let second = open(access, target)
        #expect(second.status == 403)
        #expect(second.headers["Set-Cookie"] == nil)
        #expect(second.detail?.contains("used before") == true)
    }

    @Test(arguments: [
        ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"] as Headers,
        // To an address that is neither https nor loopback, browsers do not say where they come from.
        ["Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
    ])
    func `a browser that may come from another site gets a page that goes on, which its cookie survives`(visit: Headers) throws {
        let access = access()
        let response = open(access, try target(access.loginLink()), .get, visit)
        #expect(response.status == 200)
        #expect(response.headers["Set-Cookie"] != nil)
        #expect(response.text.contains("<meta http-equiv=\"refresh\" content=\"0; url=/\">"))
        #expect(!response.text.contains("<script"))
    }

    @Test func `a link may lead to a dataset`() throws {
        let access = access()
        #expect(open(access, try target(access.loginLink()) + "&dataset=demo").headers["Location"] == "/?dataset=demo")
        for suffix in ["&dataset=", "&dataset=a&dataset=b", "&dataset=//evil.example", "&dataset=a%22%3E", "&dataset=a%0d%0ab"] {
            #expect(open(access, try target(access.loginLink()) + suffix).status == 400, "\(suffix)")
        }
    }

    @Test func `no page of elsewhere uses a link up`() throws {
        let access = access()
        let target = try target(access.loginLink())
        #expect(open(access, target, .get, ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"]).status == 403)
        #expect(open(access, target, .get, ["Origin": "http://evil.example"]).status == 403)
        #expect(open(access, target, .head).status == 405)
        #expect(open(access, target).status == 303)
    }

    @Test(arguments: [
        ("/login", 400), ("/login?key", 403), ("/login?key=", 403), ("/login?key=guess", 403), ("/login?token=t", 400),
        ("/login?key=t", 403), ("/login?key=a&key=b", 400), ("/login?key=a&next=http://evil.example", 400), ("/login/", 401),
        ("/%6cogin?key=x", 401),
    ])
    func `anything else is refused`(target: String, status: Int) {
        let response = open(access(), target)
        #expect(response.status == status)
        #expect(response.headers["Set-Cookie"] == nil)
        #expect(response.headers["Location"] == nil)
    }

    @Test func `a link is good for ten minutes`() throws {
        let access = access()
        let (early, late) = (try target(access.loginLink()), try target(access.loginLink()))
        clock.advance(byMilliseconds: LoginLinks.lifetimeMs)
        #expect(open(access, early).status == 303)
        clock.advance(byMilliseconds: 1)
        #expect(open(access, late).status == 403)
    }

    @Test func `only so many links wait, and a new one ends the oldest`() throws {
        let access = access()
        let links = try (0...LoginLinks.capacity).map { _ in try target(access.loginLink()) }
        #expect(Set(links).count == links.count)
        #expect(open(access, links[0]).status == 403)
        for link in links.dropFirst() { #expect(open(access, link).status == 303) }
    }

    @Test func `a link that many open at once lets one in`() throws {
        let access = access()
        let key = String(try target(access.loginLink()).dropFirst("/login?key=".count))
        let opened = Atomic(0)
        let threads = (0..<8).map { number in
            Thread(name: "guest-\(number)") { if access.links.use(key) { opened.add(1, ordering: .relaxed) } }
        }
        for thread in threads { try thread.start() }
        for thread in threads { thread.join() }
        #expect(opened.load(ordering: .relaxed) == 1)
    }

    @Test func `the link leads to where the server is`() throws {
        #expect(access(bind: "127.0.0.1").loginLink().hasPrefix("http://127.0.0.1:4517/login?key="))
        #expect(access(bind: "::1").loginLink().hasPrefix("http://[::1]:4517/login?key="))
        #expect(access(bind: "192.168.1.5").loginLink().hasPrefix("http://192.168.1.5:4517/login?key="))
        #expect(access(bind: "0.0.0.0", hosts: ["desk.lan"]).loginLink().hasPrefix("http://desk.lan:4517/login?key="))
        #expect(access(bind: "::", hosts: ["desk.lan:80"]).loginLink().hasPrefix("http://desk.lan:80/login?key="))
        let machine = try #require(OwnNames.machine)
        #expect(access(bind: "0.0.0.0").loginLink().hasPrefix("http://\(machine):4517/login?key="))
    }

    @Test func `without a token there is nothing to log in to`() {
        let access = access(bind: "127.0.0.1", token: nil)
        #expect(access.loginLink() == "http://127.0.0.1:4517/")
        #expect(open(access, "/login?key=x").status == 403)
    }
}
