/// Writes one JSON object, member by member, into a byte array.
///
/// Values from a parsed document are copied byte for byte, so that numbers keep every digit. Nothing checks for duplicate keys:
/// the keys are the caller's literals.
public struct JSONWriter {
    private var bytes: [UInt8] = []
    private var isFirst = true

    /// An object without members.
    public init() {
        bytes.reserveCapacity(256)
        bytes.append(UInt8(ascii: "{"))
    }

    /// Whether no member was written yet.
    public var isEmpty: Bool { isFirst }

    /// The finished object.
    public consuming func finish() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Writes a string; an empty text is left out.
    public mutating func add(_ key: StaticString, _ value: Text) {
        guard !value.isEmpty else { return }
        name(key)
        value.withSlice { Self.append(quoting: $0, to: &bytes) }
    }

    /// Writes a whole number.
    public mutating func add(_ key: StaticString, _ value: Int64) {
        name(key)
        bytes.append(decimal: value)
    }

    /// Writes `true` or `false`.
    public mutating func add(_ key: StaticString, _ value: Bool) {
        name(key)
        bytes.append(value ? "true" : "false")
    }

    /// Copies a value; a missing one is left out.
    public mutating func add(_ key: StaticString, copying value: JSONCursor) {
        guard value.exists else { return }
        name(key)
        bytes.append(value.raw)
    }

    /// Copies a value without the members `omitted`, which may stand at any depth inside it.
    public mutating func add(_ key: StaticString, copying value: JSONCursor, without omitted: [JSONCursor]) {
        guard value.exists else { return }
        name(key)
        copy(value, without: omitted.filter(\.exists))
    }

    private mutating func name(_ key: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        bytes.append(key)
        bytes.append("\":")
    }

    private mutating func copy(_ value: JSONCursor, without omitted: [JSONCursor]) {
        guard value.isObject, omitted.contains(where: value.encloses) else { return bytes.append(value.raw) }
        bytes.append(UInt8(ascii: "{"))
        var comma = false
        for (key, member) in value.members where !omitted.contains(where: { $0.index == member.index }) {
            if comma { bytes.append(UInt8(ascii: ",")) }
            comma = true
            bytes.append(key.raw)
            bytes.append(UInt8(ascii: ":"))
            copy(member, without: omitted)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends `text`, which must be UTF-8, as a JSON string with its quotes.
    static func append(quoting text: ByteSlice, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.buffer {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0a: bytes.append("\\n")
            case 0x0d: bytes.append("\\r")
            case 0x09: bytes.append("\\t")
            case 0..<0x20:
                bytes.append("\\u00")
                bytes.append(UInt8(ascii: "0") + (byte >> 4))
                bytes.append((byte & 15) < 10 ? UInt8(ascii: "0") + (byte & 15) : UInt8(ascii: "a") + (byte & 15) - 10)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONCursor {
    /// Whether `other` stands inside this value of the same document.
    fileprivate func encloses(_ other: JSONCursor) -> Bool {
        other.index > index && other.index < Int(nodes[index].next)
    }
}
