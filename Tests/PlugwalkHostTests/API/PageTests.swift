import Foundation
import HTTPServer
import TestSupport
import Testing

@testable import PlugwalkHost

@Suite struct PageTests {
    private let bench: APIBench

    init() throws {
        bench = try APIBench()
    }

    /// The files that the shell of the pages names: its scripts and styles.
    private var files: [String] {
        bench.get("/").text.split(separator: "\"").filter { $0.hasPrefix("/_app/") }.map(String.init)
    }

    private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        return try Gzip.inflate(file.path)
    }

    @Test(arguments: ["/", "/live"])
    func `a page is asked for each time, and sent when it has changed`(path: String) throws {
        let page = bench.get(path)
        #expect(page.status == 200)
        #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
        #expect(page.headers["Cache-Control"] == "no-cache")
        #expect(page.text.hasPrefix("<!doctype html>"))
        let again = bench.get(path, ["If-None-Match": try #require(page.headers["ETag"])])
        #expect(again.status == 304)
        #expect(again.bytes.isEmpty)
    }

    @Test func `the policy lets everything in the page run`() {
        let shell = bench.get("/").text
        #expect(!shell.contains("<script>"))
        #expect(!shell.contains("<style"))
        #expect(!shell.contains(" style="))
        #expect(files.count >= 3)
    }

    @Test func `what a page loads is there, and kept for good, as its name says its content`() {
        for file in files {
            let response = bench.get(file)
            #expect(response.status == 200, "\(file)")
            #expect(response.headers["Cache-Control"] == "public, max-age=31536000, immutable")
        }
    }

    @Test func `the licences of what is in the page go with it`() {
        let licences = bench.get("/_app/licenses.txt")
        #expect(licences.headers["Content-Type"] == "text/plain; charset=utf-8")
        #expect(licences.headers["Cache-Control"] == "no-cache")
        #expect(licences.text.contains("svelte"))
    }

    @Test func `a compressed file holds the same, under a tag of its own`() throws {
        let plain = bench.get("/")
        let packed = bench.get("/", ["Accept-Encoding": "gzip, deflate, br"])
        #expect(plain.headers["Content-Encoding"] == nil)
        #expect(packed.headers["Content-Encoding"] == "gzip")
        #expect(packed.headers["Content-Type"] == plain.headers["Content-Type"])
        #expect(packed.bytes.count < plain.bytes.count)
        #expect(try unpacked(packed.bytes) == plain.bytes)
        #expect(plain.headers["Vary"] == "Accept-Encoding")
        #expect(packed.headers["Vary"] == "Accept-Encoding")
        #expect(plain.headers["ETag"] != packed.headers["ETag"])
    }

    @Test func `a tag is only good for the coding it was given with`() throws {
        let plain = try #require(bench.get("/").headers["ETag"])
        #expect(bench.get("/", ["If-None-Match": plain, "Accept-Encoding": "gzip"]).status == 200)
        #expect(bench.get("/", ["If-None-Match": plain]).status == 304)
    }

    @Test func `tags are compared weakly, one by one`() throws {
        let tag = try #require(bench.get("/").headers["ETag"])
        let known = ["\"a\", \(tag)", "W/\(tag)", "\"a\",W/\(tag) ", "*"]
        for field in known { #expect(bench.get("/", ["If-None-Match": field]).status == 304, "\(field)") }
        for field in ["\"a\"", "", "w/\(tag)", String(tag.dropLast())] {
            #expect(bench.get("/", ["If-None-Match": field]).status == 200, "\(field)")
        }
    }

    @Test func `a client that takes nothing there is, is told what there is`() {
        let response = bench.get("/", ["Accept-Encoding": "br, *;q=0"])
        #expect(response.status == 406)
        #expect(response.detail == "\"Accept-Encoding\" admits none of: identity, gzip.")
    }

    @Test(arguments: [
        "/index.html", "/live/", "/lives", "/assets.c", "/_app", "/_app/", "/_app/immutable", "/_app/../favicon.svg",
        "/_app/%2e%2e/favicon.svg", "/_app/immutable/bundle.js", "//", "/favicon.svg.gz",
    ])
    func `what does not exist is not found, and is no page`(path: String) {
        let response = bench.get(path)
        #expect([400, 404].contains(response.status), "\(path)")
        #expect(response.headers["Content-Type"] == "application/problem+json")
    }
}
