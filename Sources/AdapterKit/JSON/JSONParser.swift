/// The parser's state over one document. Every method leaves `at` behind what it has read and answers whether that was legal;
/// `problem` says what was not.
struct JSONParser {
    let bytes: UnsafePointer<UInt8>
    let end: Int
    let nodes: UnsafeMutablePointer<JSONNode>
    var nodeCount = 0
    var at = 0
    var problem: StaticString = ""

    init(bytes: UnsafePointer<UInt8>, end: Int, nodes: UnsafeMutablePointer<JSONNode>) {
        self.bytes = bytes
        self.end = end
        self.nodes = nodes
    }

    mutating func parseDocument() -> Bool {
        skipBlanks()
        guard parseValue(depth: 0) else { return false }
        skipBlanks()
        return at == end || fail("bytes after the value")
    }

    private mutating func parseValue(depth: Int) -> Bool {
        guard at < end else { return fail("a value that ends too early") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return parseString()
        case UInt8(ascii: "t"): return parseLiteral("true", .true)
        case UInt8(ascii: "f"): return parseLiteral("false", .false)
        case UInt8(ascii: "n"): return parseLiteral("null", .null)
        default: return parseNumber()
        }
    }

    private mutating func parseObject(depth: Int) -> Bool {
        guard depth <= JSONTape.maxDepth else { return fail("nesting deeper than 64") }
        let index = open(.object)
        at += 1
        skipBlanks()
        if take(UInt8(ascii: "}")) { return close(index) }
        while true {
            guard at < end, bytes[at] == UInt8(ascii: "\"") else { return fail("a missing key") }
            guard parseString() else { return false }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { return fail("a missing colon") }
            skipBlanks()
            guard parseValue(depth: depth) else { return false }
            skipBlanks()
            if take(UInt8(ascii: "}")) { return close(index) }
            guard take(UInt8(ascii: ",")) else { return fail("a missing comma or brace") }
            skipBlanks()
        }
    }

    private mutating func parseArray(depth: Int) -> Bool {
        guard depth <= JSONTape.maxDepth else { return fail("nesting deeper than 64") }
        let index = open(.array)
        at += 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return close(index) }
        while true {
            guard parseValue(depth: depth) else { return false }
            skipBlanks()
            if take(UInt8(ascii: "]")) { return close(index) }
            guard take(UInt8(ascii: ",")) else { return fail("a missing comma or bracket") }
            skipBlanks()
        }
    }

    private mutating func parseLiteral(_ word: StaticString, _ kind: JSONNode.Kind) -> Bool {
        let length = word.utf8CodeUnitCount
        guard ByteSlice(base: bytes + at, count: min(length, end - at)) == word else { return fail("an unknown word") }
        let index = open(kind)
        at += length
        return close(index)
    }

    /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private mutating func parseNumber() -> Bool {
        let index = open(.number)
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), !skipDigits() { return fail("a malformed value") }
        if take(UInt8(ascii: ".")), !skipDigits() { return fail("a number without digits after its point") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() else { return fail("a number without digits in its exponent") }
        }
        return close(index)
    }

    private mutating func skipDigits() -> Bool {
        let start = at
        while at < end, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at > start
    }

    private mutating func skipBlanks() {
        while at < end {
            switch bytes[at] {
            case 0x20, 0x09, 0x0a, 0x0d: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < end, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    mutating func open(_ kind: JSONNode.Kind) -> Int {
        nodes[nodeCount] = JSONNode(start: UInt32(truncatingIfNeeded: at), end: 0, next: 0, kind: kind)
        nodeCount += 1
        return nodeCount - 1
    }

    mutating func close(_ index: Int) -> Bool {
        nodes[index].end = UInt32(truncatingIfNeeded: at)
        nodes[index].next = UInt32(truncatingIfNeeded: nodeCount)
        return true
    }

    mutating func fail(_ problem: StaticString) -> Bool {
        self.problem = problem
        return false
    }
}
