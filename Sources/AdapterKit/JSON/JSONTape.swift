/// A strict JSON parser (RFC 8259) for records of at most 4 GiB, and the flat list of values that it leaves behind.
///
/// One tape serves for many documents, one after the other: `parse` reuses its memory, which makes a cursor valid only until the
/// next `parse`. The bytes are not copied either, so they have to outlive the cursors too.
///
/// Refused are: bytes after the value, bad UTF-8, control characters in strings, numbers outside the grammar, nesting beyond
/// `maxDepth`. Duplicate keys are accepted; a lookup finds the first.
public final class JSONTape {
    /// The host's limit for the nesting of a payload (`PW_MAX_DEPTH`).
    public static let maxDepth = 64

    /// Memory for more nodes than this is given back after the document that needed it.
    private static let keptNodes = 16_384

    private var nodes: UnsafeMutablePointer<JSONNode>
    private var capacity: Int

    /// An empty tape, which grows with its documents.
    public init() {
        capacity = 256
        nodes = .allocate(capacity: capacity)
    }

    deinit { nodes.deallocate() }

    /// The document's root value.
    public func parse(_ bytes: ByteSlice) throws(JSONError) -> JSONCursor {
        guard let base = bytes.base, bytes.count > 0 else { throw JSONError(offset: 0, problem: "an empty document") }
        guard bytes.count < UInt32.max else { throw JSONError(offset: 0, problem: "a document of 4 GiB or more") }
        reserve(bytes.count)
        var parser = JSONParser(bytes: base, end: bytes.count, nodes: nodes)
        guard parser.parseDocument() else { throw JSONError(offset: parser.at, problem: parser.problem) }
        return JSONCursor(bytes: base, nodes: UnsafePointer(nodes), index: 0)
    }

    /// No document of n bytes has more than n/2 + 2 values: each takes a byte, and another to part it from the next.
    private func reserve(_ byteCount: Int) {
        let needed = byteCount / 2 + 2
        let wasteful = capacity > Self.keptNodes && needed <= Self.keptNodes
        guard needed > capacity || wasteful else { return }
        nodes.deallocate()
        capacity = max(needed, 256)
        nodes = .allocate(capacity: capacity)
    }
}

/// Why a document is not JSON.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    /// Where in the document, in bytes.
    public let offset: Int
    let problem: StaticString

    /// Such as `a missing colon at byte 4`.
    public var description: String { "\(problem) at byte \(offset)" }

    /// Equal in place and problem.
    public static func == (left: JSONError, right: JSONError) -> Bool {
        left.offset == right.offset && left.description == right.description
    }
}

/// One value on the tape. A container is followed by its contents; keys are string nodes in front of their values.
struct JSONNode {
    enum Kind: UInt8 { case object, array, string, escapedString, number, `true`, `false`, null }

    /// The value's bytes in the document, quotes and braces included.
    var start, end: UInt32
    /// Index of the node after this value and all it contains.
    var next: UInt32
    var kind: Kind
}
