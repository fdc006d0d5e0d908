import AdapterKit

/// A piece of an event's key.
enum KeyPart: ExpressibleByStringLiteral {
    case literal(StaticString)
    case id(JSONCursor)
    case number(JSONCursor)
    case minute(Int64)
    /// The H(…) of the key tables.
    case facts(FactHash)

    init(stringLiteral literal: StaticString) { self = .literal(literal) }

    static func hash(_ facts: JSONCursor...) -> KeyPart {
        var hash = FactHash()
        for fact in facts { hash.add(fact) }
        return .facts(hash)
    }

    func append(to key: inout [UInt8]) {
        switch self {
        case .literal(let literal): key.append(literal)
        case .id(let id): id.appendText(to: &key)
        case .number(let number): key.append(number.raw)
        case .minute(let minute): key.append(decimal: minute)
        case .facts(let hash): key.append(hash: hash.finish())
        }
    }
}
