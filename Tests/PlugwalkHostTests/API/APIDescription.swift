import Foundation

/// The OpenAPI document, as the tests read it.
struct APIDescription {
    struct Operation {
        /// `GET /api/v1/runs/{run_id}`, as a route describes itself.
        let route: String
        let method: String
        let path: String
        let queryParameters: Set<String>
        let pathParameters: Set<String>
        let statuses: Set<Int>
    }

    static let bytes: [UInt8] = {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        return try! Array(Data(contentsOf: root.appending(path: "docs/api/openapi.json")))
    }()

    static let operations: [Operation] = {
        let document = try! JSONSerialization.jsonObject(with: Data(bytes)) as! [String: Any]
        let paths = document["paths"] as! [String: [String: Any]]
        let known = (document["components"] as! [String: Any])["parameters"] as! [String: [String: Any]]
        return paths.flatMap { path, item in
            item.compactMap { method, operation -> Operation? in
                guard let operation = operation as? [String: Any] else { return nil }
                let parameters = [item, operation].flatMap { $0["parameters"] as? [[String: Any]] ?? [] }
                return Operation(method.uppercased(), path, operation, parameters.map { resolved($0, known) })
            }
        }
    }()

    /// The operation that answers a request.
    static func operation(_ method: String, at target: String) -> Operation? {
        let path = target.prefix { $0 != "?" }.split(separator: "/")
        let candidates = operations.filter { $0.method == method }.filter { operation in
            let pattern = operation.path.split(separator: "/")
            return pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        // A literal part goes before a parameter.
        return candidates.min { $0.pathParameters.count < $1.pathParameters.count }
    }

    private static func resolved(_ parameter: [String: Any], _ known: [String: [String: Any]]) -> [String: Any] {
        guard let reference = parameter["$ref"] as? String else { return parameter }
        return known[String(reference.split(separator: "/").last!)]!
    }
}

extension APIDescription.Operation {
    fileprivate init(_ method: String, _ path: String, _ operation: [String: Any], _ parameters: [[String: Any]]) {
        let names = { (place: String) in
            Set(parameters.filter { $0["in"] as? String == place }.compactMap { $0["name"] as? String })
        }
        self.init(
            route: "\(method) \(path)", method: method, path: path, queryParameters: names("query"),
            pathParameters: names("path"),
            statuses: Set((operation["responses"] as! [String: Any]).keys.compactMap { Int($0) }))
    }
}
