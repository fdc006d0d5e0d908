internal import StrictJSON

extension Redactor {
    /// Redacts one JSON document, such as an event's payload; nil if there is nothing to redact.
    ///
    /// Strings are decoded, redacted and encoded again; everything clean keeps its spelling byte for byte, and the structure stays.
    /// A number whose key says that it is a secret becomes a marker string. A document in which nothing needs a look is not parsed;
    /// bytes that are no JSON are redacted as text, so that nothing passes because it is broken.
    package func redact(json: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var state: StreamState? = nil
        return redact(json: json, stream: &state)
    }

    /// Redacts one JSON document whose member `delta`, `chunk` or `text` (at the top) is a piece of a stream.
    package func redact(json: UnsafeBufferPointer<UInt8>, state: inout StreamState) -> [UInt8]? {
        var stream: StreamState? = state
        let result = redact(json: json, stream: &stream)
        state = stream ?? StreamState()
        return result
    }

    /// Redacts one JSON document, copying it if it is clean.
    package func redact(json: [UInt8]) -> [UInt8] {
        json.withUnsafeBufferPointer { redact(json: $0) } ?? json
    }

    private func redact(json: UnsafeBufferPointer<UInt8>, stream: inout StreamState?) -> [UInt8]? {
        let (hits, disguises) = scanner.triggers(in: json)
        let suspicion = Suspicion(json, hits: hits, disguises: disguises)
        guard stream != nil || !suspicion.isEmpty else { return nil }
        guard let document = try? parser.parse(json) else { return redact(utf8: json) }
        var walk = JSONWalk(document: document, redactor: self, suspicion: suspicion, stream: stream)
        walk.value(at: 0, kind: nil)
        stream = walk.stream
        return walk.result()
    }
}

/// Which parts of a document need a look, told from its spelling in one pass.
struct Suspicion {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let ends: [Int]
    private let disguises: Filter.Disguises
    private let mayHoldBase64: Bool
    private let mayHideLetters: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, hits: [Filter.Hit], disguises: Filter.Disguises) {
        self.bytes = bytes
        self.disguises = disguises
        ends = hits.map(\.end)
        mayHoldBase64 = Base64.mayHoldText(bytes)
        mayHideLetters = disguises.contains(.backslash) && Suspicion.hidesLetters(bytes)
    }

    var isEmpty: Bool { ends.isEmpty && !mayHoldBase64 && !mayHideLetters && disguises.isDisjoint(with: [.percent, .entity]) }

    /// Whether a trigger ends in the range.
    func hasTrigger(in range: Range<Int>) -> Bool {
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < ends.count && ends[low] <= range.upperBound
    }

    /// Whether a trigger ends in the range, or may be spelled with escapes there.
    func mayTrigger(in range: Range<Int>) -> Bool { mayHideLetters || hasTrigger(in: range) }

    /// Whether a string with this spelling may hold a secret.
    func concerns(_ range: Range<Int>) -> Bool {
        if hasTrigger(in: range) { return true }
        let spelled = UnsafeBufferPointer(rebasing: bytes[range])
        if mayHideLetters && Suspicion.hidesLetters(spelled) { return true }
        if disguises.contains(.percent) && spelled.contains(UInt8(ascii: "%"))
            || disguises.contains(.entity) && spelled.contains(UInt8(ascii: "&"))
        {
            return true
        }
        return mayHoldBase64 && Base64.mayHoldText(spelled)
    }

    /// `\u0067`, `\/`: the escapes that can stand inside a trigger.
    private static func hidesLetters(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                if bytes[index + 1] == UInt8(ascii: "u") || bytes[index + 1] == UInt8(ascii: "/") { return true }
                index += 1
            }
            index += 1
        }
        return false
    }
}
