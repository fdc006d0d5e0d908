import Foundation
import HTTPServer
import Testing

@Suite struct MessageTests {
    @Test func `query items are decoded, keep their order and may repeat`() {
        let request = Request(.get, "/search?q=a+b%2Bc&source=claude&source=open%26code&flag&empty=&&x=1=2&%C3%BC=%20")
        #expect(request.query["q"] == "a b+c")
        #expect(request.query.all("source") == ["claude", "open&code"])
        #expect(request.query["flag"] == "")
        #expect(request.query["empty"] == "")
        #expect(request.query["x"] == "1=2")
        #expect(request.query["ü"] == " ")
        #expect(request.query["nothing"] == nil)
        #expect(request.query.items.map(\.name) == ["q", "source", "source", "flag", "empty", "x", "ü"])
        #expect(request.path == "/search")
    }

    @Test func `header names compare without case, values keep their order`() {
        var headers: Headers = ["Accept": "a", "X-One": "1", "accept": "b"]
        #expect(headers["ACCEPT"] == "a")
        #expect(headers.all("accept") == ["a", "b"])
        headers["aCCept"] = "c"
        #expect(headers.fields.map(\.value) == ["1", "c"])
        headers["x-one"] = nil
        #expect(headers["X-One"] == nil)
    }

    @Test(arguments: ["plain", "quote \" backslash \\", "line\nbreak\ttab \u{0}\u{1f}", "ünïcödé ✓ 𝄞"])
    func `a problem document is JSON whatever its texts hold`(text: String) throws {
        let problem = Problem(status: 404, type: "/problems/x", title: text, detail: text)
        let object = try JSONSerialization.jsonObject(with: Data(problem.json.utf8)) as? [String: Any]
        #expect(object?["title"] as? String == text)
        #expect(object?["detail"] as? String == text)
        #expect(object?["type"] as? String == "/problems/x")
        #expect(object?["status"] as? Int == 404)
    }

    @Test func `a problem without texts has the status's phrase`() {
        #expect(Problem(status: 404).json == #"{"type":"about:blank","title":"Not Found","status":404}"#)
    }

    @Test(arguments: [
        ("127.0.0.1", true, "127.0.0.1:80"), ("127.9.9.9", true, "127.9.9.9:80"), ("10.0.0.1", false, "10.0.0.1:80"),
        ("::1", true, "[::1]:80"), ("fe80::1", false, "[fe80::1]:80"),
        ("::ffff:127.0.0.1", true, "[::ffff:127.0.0.1]:80"),
        ("::ffff:10.0.0.1", false, "[::ffff:10.0.0.1]:80"), ("0.0.0.0", false, "0.0.0.0:80"), ("::", false, "[::]:80"),
    ])
    func `an address knows whether it is on this machine`(text: String, isLoopback: Bool, description: String) throws {
        let address = try #require(SocketAddress(text, port: 80))
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == description)
    }

    @Test(arguments: ["localhost", "", "1.2.3", "::g", "127.0.0.1 "])
    func `what is not an address in digits is none`(text: String) {
        #expect(SocketAddress(text, port: 80) == nil)
    }
}
