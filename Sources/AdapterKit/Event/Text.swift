/// Text for a field of an event: a literal, a Swift string, bytes that the caller owns, or bytes that it borrows.
///
/// An `Emitter` copies the text when the event is handed over; until then a `slice` must stay valid. The bytes should be UTF-8:
/// an event with other bytes goes to the host's quarantine.
public enum Text: ExpressibleByStringLiteral {
    case literal(StaticString)
    case string(String)
    case bytes([UInt8])
    case slice(ByteSlice)

    /// A literal, which needs no copy.
    public init(stringLiteral literal: StaticString) { self = .literal(literal) }

    /// Whether there are no bytes.
    public var isEmpty: Bool {
        switch self {
        case .literal(let literal): literal.utf8CodeUnitCount == 0
        case .string(let string): string.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .slice(let slice): slice.isEmpty
        }
    }

    /// Calls `body` with the text's bytes, which are valid during the call.
    public func withSlice<Result>(_ body: (ByteSlice) -> Result) -> Result {
        switch self {
        case .literal(let literal): return body(ByteSlice(literal))
        case .slice(let slice): return body(slice)
        case .bytes(let bytes): return bytes.withSlice(body)
        case .string(var string): return string.withUTF8 { body(ByteSlice($0)) }
        }
    }

    /// The text as a Swift string.
    public var string: String {
        withSlice { String(decoding: $0.buffer, as: UTF8.self) }
    }
}
