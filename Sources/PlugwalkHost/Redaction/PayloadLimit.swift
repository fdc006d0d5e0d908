internal import StrictJSON

/// Cuts payloads that are too large to keep: long strings keep their head and tail, and the cut is said.
enum PayloadLimit {
    /// The largest payload that is stored, in bytes.
    static let bytes = 256 << 10

    /// - Parameter payload: A valid JSON object; redacted already, since a cut could hide half a secret from the rules.
    static func cut(_ payload: [UInt8], _ parser: JSONParser) -> [UInt8] {
        guard payload.count > bytes else { return payload }
        for keep in [64 << 10, 16 << 10, 4 << 10, 1 << 10, 256] {
            guard let document = try? parser.parse(copying: payload) else { break }
            let cut = cutStrings(of: document, keeping: keep)
            if cut.count <= bytes { return cut }
        }
        return headAndTail(of: payload, parser)
    }

    private static func cutStrings(of document: JSONDocument, keeping keep: Int) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        for index in 0..<document.count where document[index].kind == .string {
            let range = document[index].range
            guard range.count > keep, let text = document.value(at: index).string else { continue }
            result += document.bytes[copied..<range.lowerBound]
            JSONEscape.append(shorten(text, to: keep / 2), to: &result)
            copied = range.upperBound
        }
        return result + document.bytes[copied...]
    }

    private static func shorten(_ text: String, to keep: Int) -> String {
        let (head, tail) = (text.utf8Prefix(keep / 2), text.utf8Suffix(keep / 2))
        let cut = text.utf8.count - head.utf8.count - tail.utf8.count
        return cut <= 0 ? text : "\(head)… [\(cut) bytes cut] …\(tail)"
    }

    /// What is left when not the strings but their number is too large: the short members, which hold what the host
    /// understands, and both ends of the rest.
    private static func headAndTail(of payload: [UInt8], _ parser: JSONParser) -> [UInt8] {
        let text = String(decoding: payload, as: UTF8.self)
        var writer = JSONWriter(reservingCapacity: 64 << 10)
        writer.beginObject()
        if let document = try? parser.parse(copying: payload) { copyShortMembers(of: document.root, to: &writer) }
        writer.key("cut")
        writer.beginObject()
        writer.key("bytes")
        writer.int(payload.count)
        writer.key("head")
        writer.string(String(text.utf8Prefix(16 << 10)))
        writer.key("tail")
        writer.string(String(text.utf8Suffix(16 << 10)))
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private static func copyShortMembers(of root: JSONValue, to writer: inout JSONWriter) {
        for (name, value) in root.members.prefix(64) where value.kind != .object && value.kind != .array {
            guard value.source.count <= 1024, name.decoded != "cut" else { continue }
            writer.key(name.decoded)
            writer.raw(value.source)
        }
    }
}

extension String {
    /// At most that many bytes from the start, ending between characters.
    func utf8Prefix(_ count: Int) -> Substring {
        var end = utf8.index(startIndex, offsetBy: count, limitedBy: endIndex) ?? endIndex
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end]
    }

    /// At most that many bytes of the end, beginning between characters.
    func utf8Suffix(_ count: Int) -> Substring {
        var start = utf8.index(endIndex, offsetBy: -count, limitedBy: startIndex) ?? startIndex
        while start.samePosition(in: unicodeScalars) == nil { start = utf8.index(after: start) }
        return self[start...]
    }
}
