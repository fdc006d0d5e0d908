/// The H(…) of a key: a stable hash of the facts that make a snapshot new.
///
/// Facts are added in a fixed order, each framed by its type and length, so that ("ab", "c") and ("a", "bc") differ. JSON values
/// are hashed by what they mean, not by how they are written: the order of an object's members and the way a string is escaped
/// do not matter, a number counts as it is written. An absent fact counts too.
public struct FactHash {
    private var hash = SipHash128()

    /// A hash of no facts.
    public init() {}

    /// Adds a word of the adapter's own.
    public mutating func add(_ literal: StaticString) { add(ByteSlice(literal)) }

    /// Adds a string's bytes.
    public mutating func add(_ bytes: ByteSlice) {
        open(.string, length: bytes.count)
        hash.append(bytes)
    }

    /// Adds a whole JSON value, or its absence.
    public mutating func add(_ value: JSONCursor) {
        switch value.kind {
        case .missing: hash.append(Tag.missing.rawValue)
        case .null: hash.append(Tag.null.rawValue)
        case .false: hash.append(Tag.false.rawValue)
        case .true: hash.append(Tag.true.rawValue)
        case .number: open(.number, length: value.raw.count); hash.append(value.raw)
        case .string: add(string: value)
        case .array: add(array: value)
        case .object: add(object: value)
        }
    }

    /// The hash of what was added.
    public consuming func finish() -> UInt128 { hash.finish() }

    /// Adds the tag's word: members of a composite fact are counted by the caller.
    mutating func add(count: Int) { open(.array, length: count) }

    private enum Tag: UInt8 { case missing, null, `false`, `true`, number, string, array, object }

    private mutating func open(_ tag: Tag, length: Int) {
        hash.append(tag.rawValue)
        hash.append(littleEndian: UInt64(length))
    }

    private mutating func add(string value: JSONCursor) {
        if let plain = value.plainText { return add(plain) }
        var text: [UInt8] = []
        value.appendText(to: &text)
        text.withSlice { add($0) }
    }

    private mutating func add(array value: JSONCursor) {
        open(.array, length: value.count)
        for element in value.elements { add(element) }
    }

    /// Members are hashed one by one and summed, which needs no sorting and no memory.
    private mutating func add(object value: JSONCursor) {
        var sum: UInt128 = 0
        var count = 0
        for (key, member) in value.members {
            var one = FactHash()
            one.add(string: key)
            one.add(member)
            sum &+= one.finish()
            count += 1
        }
        open(.object, length: count)
        hash.append(littleEndian: UInt64(truncatingIfNeeded: sum))
        hash.append(littleEndian: UInt64(truncatingIfNeeded: sum >> 64))
    }
}

extension [UInt8] {
    /// Appends a hash as 26 characters of base 32.
    public mutating func append(hash: UInt128) {
        Base32.append(hash, bits: 128, to: &self)
    }
}
