import HTTPServer
import Testing
import Threading

/// Peers whose end comes together with their last bytes, which the kernel tells only once.
@Suite struct GoneTests {
    /// A server whose thread can be kept busy, so that what is sent meanwhile is there all at once.
    private final class Busy {
        let gate = Monitor((isEntered: false, isOpen: false))
        let server: TestServer
        private let client: RawClient

        init() throws {
            server = try TestServer { [gate] router in
                router.on(.get, "/hello/{name}", .inline { Response(text: $0.parameter("name")) })
                router.on(
                    .get, "/gate",
                    .inline { _ in
                        gate.update { $0.isEntered = true }
                        return Response(text: gate.reached { $0.isOpen } ? "open" : "still closed")
                    })
            }
            client = try server.client()
        }

        func during(_ body: () throws -> Void) throws {
            try client.send("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(gate.reached { $0.isEntered })
            try body()
            gate.update { $0.isOpen = true }
            #expect(try client.answer().body == "open")
        }

        /// Waits until the other connections are gone, which is noticed while one is used.
        func isAlone() -> Bool {
            eventually { (try? client.get("/hello/again").status) == 200 && server.server.connectionCount == 1 }
        }
    }

    @Test(arguments: [
        "G", "GET /hello", "GET /hello/a HTTP/1.1\r\nHost: t\r\n",
        "POST /hello/a HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nabc", "GET /hello/a HTTP/1.1\r\nHost: t\r\n\r\nGET /hel",
    ])
    func `a peer that ends within a request is forgotten long before the idle time`(part: String) throws {
        let busy = try Busy()
        let client = try busy.server.client()
        try busy.during {
            try client.send(part)
            client.finishSending()
        }
        #expect(busy.isAlone())
    }

    @Test func `requests that were sent before the end are all answered`() throws {
        let busy = try Busy()
        let client = try busy.server.client()
        try busy.during {
            try client.send((0..<50).map { "GET /hello/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
            client.finishSending()
        }
        for number in 0..<50 { #expect(try client.answer().body == "\(number)") }
        #expect(client.rest() == "")
        #expect(busy.isAlone())
    }
}
