/// The target of a request line, split and decoded: `/runs/a%2Fb?status=failed` is two segments and one query item.
struct Target: Sendable {
    /// The path as it was sent, without the query.
    let path: String
    let query: Query
    /// The decoded segments of a path that has escapes.
    private let decoded: [String]?

    /// The decoded parts between the slashes. The path `/` has one empty segment.
    var segments: [String] {
        decoded ?? path.dropFirst().utf8.split(separator: slash, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// Whether the path has no escapes, so that it is its own decoded form.
    var isPlain: Bool { decoded == nil }
}

private let slash = UInt8(ascii: "/")

extension Target {
    /// Of a request whose target is malformed.
    static let none = Target(path: "", query: Query(), decoded: [])

    /// What is wrong with a target, as a sentence for the one who sent it.
    struct Malformed: Error, Equatable {
        let detail: String
    }

    /// Splits at `?`, `/`, `&` and `=` first and decodes the parts afterwards, so that an encoded separator is data.
    static func parse(_ text: String) throws(Malformed) -> Target {
        guard text.utf8.first == slash else {
            throw Malformed(detail: "The request target must be a path that starts with a slash.")
        }
        let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) ?? text.utf8.endIndex
        let path = mark == text.utf8.endIndex ? text : String(text[..<mark])
        let decoded = path.utf8.contains(UInt8(ascii: "%")) ? try decodeSegments(path) : nil
        return Target(path: path, query: try parseQuery(text[mark...].dropFirst()), decoded: decoded)
    }

    private static func decodeSegments(_ path: String) throws(Malformed) -> [String] {
        var segments: [String] = []
        for part in path.dropFirst().utf8.split(separator: slash, omittingEmptySubsequences: false) {
            segments.append(try decode(Substring(part), in: "path"))
        }
        return segments
    }

    private static func parseQuery(_ text: Substring) throws(Malformed) -> Query {
        var query = Query()
        if text.isEmpty { return query }
        for item in text.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = item.firstIndex(of: UInt8(ascii: "=")) ?? item.endIndex
            let name = try decode(Substring(item[..<equals]), in: "query", plusIsSpace: true)
            let value = try decode(Substring(item[equals...].dropFirst()), in: "query", plusIsSpace: true)
            query.items.append((name, value))
        }
        return query
    }

    /// Decodes percent escapes, and in a query `+`; the result must be UTF-8.
    private static func decode(_ text: Substring, in part: String, plusIsSpace: Bool = false) throws(Malformed)
        -> String
    {
        let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "%") || (plusIsSpace && $0 == UInt8(ascii: "+")) }
        if isPlain { return String(text) }
        guard let bytes = unescape(text.utf8, plusIsSpace: plusIsSpace) else {
            throw Malformed(detail: "The \(part) holds a percent sign that two hexadecimal digits do not follow.")
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Malformed(detail: "The \(part) is not UTF-8 once its percent escapes are decoded.")
        }
        return decoded
    }

    private static func unescape(_ text: Substring.UTF8View, plusIsSpace: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace:
                bytes.append(UInt8(ascii: " "))
            default:
                bytes.append(byte)
            }
        }
        return bytes
    }
}

/// The items of a query string in the order they came. A name may repeat.
package struct Query: Sendable {
    package internal(set) var items: [(name: String, value: String)] = []

    /// The value of the first item named `name`; empty for an item without `=`.
    package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    /// The values of every item named `name`.
    package func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
