import Foundation
import HTTPServer
import Testing

@testable import PlugwalkHost

/// What each route answers to what it cannot take.
@Suite struct BadArgumentsTests {
    private let bench: APIBench

    init() throws {
        bench = try APIBench()
        try bench.commit(Story.everything)
    }

    @Test(arguments: BadArguments.everywhere + BadArguments.lists + BadArguments.reads + BadArguments.writes)
    func `a refusal is a problem document that says what would be right`(bad: BadArgument) throws {
        let response = bench.ask(bad.method, bad.target, body: bad.body)
        #expect(response.status == bad.status)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        #expect(response.headers["Cache-Control"] == "no-store")
        let problem = try #require(try JSONSerialization.jsonObject(with: Data(response.bytes)) as? [String: Any])
        #expect(problem["detail"] as? String == bad.detail)
        #expect(problem["status"] as? Int == bad.status)
        #expect(problem["type"] as? String == "about:blank")
        #expect((problem["title"] as? String)?.isEmpty == false)
        guard let operation = APIDescription.operation(bad.method.rawValue, at: bad.target) else { return }
        #expect(operation.statuses.contains(bad.status), "\(operation.route) does not tell of it")
    }

    @Test func `every route has its row`() {
        let rows = BadArguments.everywhere + BadArguments.lists + BadArguments.reads + BadArguments.writes
        let covered = Set(rows.compactMap { APIDescription.operation($0.method.rawValue, at: $0.target)?.route })
        #expect(APIDescription.operations.map(\.route).filter { !covered.contains($0) } == [])
    }
}

/// A request that cannot be answered, and what it is told.
struct BadArgument: Sendable, CustomTestStringConvertible {
    let method: HTTPServer.Method
    let target: String
    let body: String?
    let status: Int
    let detail: String

    init(_ method: HTTPServer.Method, _ target: String, _ body: String?, _ status: Int, _ detail: String) {
        self.method = method
        self.target = target
        self.body = body
        self.status = status
        self.detail = detail
    }

    init(_ target: String, _ status: Int, _ detail: String) {
        self.init(.get, target, nil, status, detail)
    }

    init(_ target: String, _ detail: String) {
        self.init(.get, target, nil, 400, detail)
    }

    var testDescription: String { "\(method) \(target) \(body ?? "")" }
}
