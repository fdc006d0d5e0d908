/// A place in a parsed document: one of its values, or the finding that there is none.
///
/// Looking further into a missing value gives a missing value, so that a path needs no checks on its way:
/// `record["info"]["time"]["created"].integer`. A cursor borrows from its `JSONTape` and from the parsed bytes.
public struct JSONCursor {
    /// The kinds of JSON values, and that there is none.
    public enum Kind { case missing, null, `false`, `true`, number, string, array, object }

    let bytes: UnsafePointer<UInt8>
    let nodes: UnsafePointer<JSONNode>
    let index: Int

    private var node: JSONNode { nodes[index] }
    private var missing: JSONCursor { JSONCursor(bytes: bytes, nodes: nodes, index: -1) }

    /// What stands here.
    public var kind: Kind {
        guard index >= 0 else { return .missing }
        return switch node.kind {
        case .object: .object
        case .array: .array
        case .string, .escapedString: .string
        case .number: .number
        case .true: .true
        case .false: .false
        case .null: .null
        }
    }

    /// Whether there is a value at all; null is one.
    public var exists: Bool { index >= 0 }
    /// Whether this is an object.
    public var isObject: Bool { kind == .object }

    /// The value byte for byte as it stands in the document, without blanks around it; empty when missing.
    public var raw: ByteSlice {
        guard index >= 0 else { return .empty }
        return ByteSlice(base: bytes + Int(node.start), count: Int(node.end - node.start))
    }

    /// The member `key` of an object, the first if it stands there twice.
    public subscript(key: StaticString) -> JSONCursor {
        for (name, value) in members where name.isString(key) { return value }
        return missing
    }

    /// How many elements or members a container has; 0 for anything else.
    public var count: Int {
        switch kind {
        case .array: elements.reduce(0) { count, _ in count + 1 }
        case .object: members.reduce(0) { count, _ in count + 1 }
        default: 0
        }
    }

    /// The elements of an array; none for anything else.
    public var elements: Elements {
        kind == .array ? Elements(parent: self) : Elements(none: self)
    }

    /// Keys (as strings) and values of an object; none for anything else.
    public var members: Members { Members(rest: kind == .object ? Elements(parent: self) : Elements(none: self)) }

    /// The values of an array, in order.
    public struct Elements: Sequence, IteratorProtocol {
        private let parent: JSONCursor
        private var at, end: Int

        fileprivate init(parent: JSONCursor) {
            self.parent = parent
            at = parent.index + 1
            end = Int(parent.node.next)
        }

        fileprivate init(none: JSONCursor) {
            parent = none
            at = 0
            end = 0
        }

        /// The next value, or nil at the end.
        public mutating func next() -> JSONCursor? {
            guard at < end else { return nil }
            defer { at = Int(parent.nodes[at].next) }
            return JSONCursor(bytes: parent.bytes, nodes: parent.nodes, index: at)
        }
    }

    /// The members of an object, in the order of the document.
    public struct Members: Sequence, IteratorProtocol {
        fileprivate var rest: Elements

        /// The next member, or nil at the end.
        public mutating func next() -> (key: JSONCursor, value: JSONCursor)? {
            guard let key = rest.next(), let value = rest.next() else { return nil }
            return (key, value)
        }
    }
}
