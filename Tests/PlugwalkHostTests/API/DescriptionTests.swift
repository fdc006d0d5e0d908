import Foundation
import HTTPServer
import Testing

@testable import PlugwalkHost

/// The OpenAPI document says what the router does.
@Suite struct DescriptionTests {
    private let bench: APIBench

    init() throws { bench = try APIBench() }

    @Test func `every route but the pages is in the document, and the other way round`() {
        let pages = Set(PageController().endpoints.map(\.pattern))
        let routes = bench.router.routes.filter { !pages.contains($0.pattern.description) }.map(\.description)
        #expect(routes.sorted() == APIDescription.operations.map(\.route).sorted())
    }

    @Test(arguments: APIDescription.operations.map(\.route).sorted())
    func `every parameter of a route is in the document, and the other way round`(route: String) throws {
        let operation = try #require(APIDescription.operations.first { $0.route == route })
        let pattern = PathPattern(operation.path)
        #expect(Set(pattern.parameters) == operation.pathParameters)
        let path = pattern.parameters.reduce(operation.path) { $0.replacing("{\($1)}", with: "x") }
        let response = bench.ask(Method(rawValue: operation.method), "\(path)?colour=red", body: "{}")
        #expect(response.status == 400)
        let known = try #require(Self.parameters(toldBy: response.detail))
        #expect(known == operation.queryParameters)
    }

    /// The names that the refusal of an unknown parameter tells.
    private static func parameters(toldBy detail: String?) -> Set<String>? {
        guard let detail else { return nil }
        if detail.hasSuffix("this route has none.") { return [] }
        if let list = detail.firstMatch(of: /; there are: (.+)\.$/) {
            return Set(list.1.split(separator: ", ").map(String.init))
        }
        // A login link names those it has.
        let names = detail.matches(of: /"(\w+)"/).map { String($0.1) }
        return names.isEmpty ? nil : Set(names)
    }

    @Test func `the document is served as it stands in docs, once`() throws {
        let first = bench.get("/api/v1/openapi.json")
        #expect(first.status == 200)
        #expect(first.headers["Content-Type"] == "application/json")
        #expect(first.headers["Cache-Control"] == "no-cache")
        #expect(first.bytes == APIDescription.bytes)
        let tag = try #require(first.headers["ETag"])
        let again = bench.get("/api/v1/openapi.json", ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(again.headers["ETag"] == tag)
        #expect(again.bytes.isEmpty)
    }

    @Test(arguments: [
        ("TAG", true), ("\"other\", TAG", true), ("W/TAG", true), ("*", true), ("  TAG  ", true), ("\"other\"", false), ("", false),
    ])
    func `a tag is known by If-None-Match`(field: String, isKnown: Bool) {
        let tag = "content".utf8.withContiguousStorageIfAvailable { EntityTag(of: UnsafeRawBufferPointer($0)) }!
        let request = Request(.get, "/", headers: ["If-None-Match": field.replacing("TAG", with: tag.text)])
        #expect(tag.isKnown(to: request) == isKnown)
    }
}
