/// Header fields in the order they came or shall go, with names that compare without case.
package struct Headers: Sendable, ExpressibleByDictionaryLiteral {
    package typealias Field = (name: String, value: String)

    package private(set) var fields: [Field] = []

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { ($0.0, $0.1) }
    }

    /// The first value of `name`. Setting replaces every field of that name; nil removes them.
    package subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Every value of `name`, in order.
    package func all(_ name: String) -> [String] {
        var values: [String] = []
        for field in fields where field.name.equalsIgnoringASCIICase(name) { values.append(field.value) }
        return values
    }

    /// Appends those of `others` whose names are not there yet.
    package mutating func addMissing(_ others: [Field]) {
        let own = fields.count
        fields.reserveCapacity(own + others.count)
        for field in others where !fields[..<own].contains(where: { $0.name.equalsIgnoringASCIICase(field.name) }) {
            fields.append(field)
        }
    }

    /// Makes room for `count` fields.
    mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }

    /// Appends a field beside those of the same name.
    package mutating func add(_ name: String, _ value: String) {
        fields.append((name, value))
    }
}

extension String {
    func equalsIgnoringASCIICase(_ other: String) -> Bool {
        let (left, right) = (utf8, other.utf8)
        guard left.count == right.count else { return false }
        var (leftBytes, rightBytes) = (left.makeIterator(), right.makeIterator())
        while let byte = leftBytes.next(), let otherByte = rightBytes.next() {
            if byte != otherByte, byte.lowercasedASCII != otherByte.lowercasedASCII { return false }
        }
        return true
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
