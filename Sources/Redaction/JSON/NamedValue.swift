internal import StrictJSON

/// A member whose name stands in another member of the same object: `{"name": "API_TOKEN", "value": "…"}`, or a cookie of a jar.
struct NamedValue {
    /// The value's token.
    let value: Int
    let kind: KeyKind

    init?(_ document: JSONDocument, members: Range<Int>) {
        var name: [UInt8]?
        var value: Int?
        var isCookie = false
        var member = members.lowerBound
        while member < members.upperBound {
            let key = document[member]
            let token = document[member + 1]
            // Most keys are told by their length.
            if key.range.count <= 8 {
                let text = document.text(of: key)
                if token.kind == .string, NamedValue.names.contains(where: { text == $0 }) {
                    name = []
                    document.text(of: token).append(to: &name!)
                }
                if token.kind == .string || token.kind == .number, NamedValue.values.contains(where: { text == $0 }) {
                    value = member + 1
                }
                if text == "httpOnly" || text == "sameSite" { isCookie = true }
            }
            member = token.next
        }
        guard let name, let value, let kind = isCookie ? .cookie : name.withUnsafeBufferPointer({ KeyName.kind(of: $0) }) else {
            return nil
        }
        self.value = value
        self.kind = kind
    }

    private static let names: [StaticString] = ["name", "key", "variable", "header", "Name", "Key", "k"]
    private static let values: [StaticString] = ["value", "val", "Value", "v"]
}
