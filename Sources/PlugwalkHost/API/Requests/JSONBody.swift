internal import HTTPServer
internal import StrictJSON

/// Reads a request's body strictly.
enum JSONBody {
    /// The body, which must be one JSON object; in the parser's memory.
    static func object(_ body: [UInt8], _ parser: JSONParser, _ example: String) throws -> JSONValue {
        do throws(JSONError) {
            let root = try parser.parse(copying: body).root
            if root.kind == .object { return root }
        } catch {
            throw Problem(status: 400, detail: "The body is no valid JSON: \(error); expected \(example).")
        }
        throw Problem(status: 400, detail: "The body is no JSON object, expected \(example).")
    }
}
