import HTTPServer
import Testing

@testable import PlugwalkHost

@Suite struct AcceptEncodingTests {
    /// What the server has, and what it sends (RFC 9110, section 12.5.3).
    @Test(arguments: [
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "gzip"),
        ("identity, gzip", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("identity;q=0.5, gzip;q=0.4", "identity"),
        ("gzip ; q=0.5 , identity;q=0.2", "gzip"),
        ("identity", "identity"),
        ("", "identity"),
        ("br", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0, *", "identity"),
        ("gzip;q=high", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=nan", "identity"),
        ("gzip;level=9", "identity"),
        (",, ;q=1,\t", "identity"),
        ("gzip, identity;q=0", "gzip"),
        ("*;q=0, gzip", "gzip"),
        ("*;q=0", nil),
        ("identity;q=0", nil),
        ("br, identity;q=0", nil),
    ])
    func `the coding that the client likes best is chosen, and the smaller of equals`(field: String, coding: String?) {
        #expect(AcceptEncoding(["Accept-Encoding": field]).best(of: ["identity", "gzip"]) == coding)
    }

    @Test func `a client that says nothing gets the file itself`() {
        #expect(AcceptEncoding([:]).best(of: ["identity", "gzip"]) == "identity")
    }

    @Test func `several fields are one list`() {
        var headers = Headers()
        headers.add("Accept-Encoding", "br")
        headers.add("accept-encoding", "gzip")
        #expect(AcceptEncoding(headers).best(of: ["identity", "gzip"]) == "gzip")
    }
}
