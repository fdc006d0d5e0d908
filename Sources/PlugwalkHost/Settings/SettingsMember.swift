internal import StrictJSON

/// One member of the settings' document, read strictly: every refusal names it by its whole path and says what would be right.
struct SettingsMember {
    /// The path, such as `adapters.claude-hooks.enabled`.
    let name: String
    let lastName: String
    let value: JSONValue

    init(_ name: String, _ value: JSONValue, in parent: String? = nil) {
        self.name = parent.map { "\($0).\(name)" } ?? name
        lastName = name
        self.value = value
    }

    func optional<Value>(_ read: (SettingsMember) throws(SettingsError) -> Value) throws(SettingsError) -> Value? {
        value.isNull ? nil : try read(self)
    }

    func number(_ range: ClosedRange<Int64>) throws(SettingsError) -> Int64 {
        guard let number = value.int, range.contains(number) else {
            throw refusal("a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func text() throws(SettingsError) -> String {
        guard let text = value.string, !text.isEmpty, text.utf8.count <= 4_096 else { throw refusal("a text") }
        return text
    }

    /// A value of an adapter's configuration, of which `id` names its instance.
    func configurationValue() throws(SettingsError) -> String {
        let text = try text()
        if lastName == "id", let expectation = SourceSpec.refusal(ofID: text) { throw refusal(expectation) }
        return text
    }

    func address() throws(SettingsError) -> String {
        guard let text = value.string, BindAddress(text) != nil else {
            throw refusal("localhost or an IPv4 or IPv6 address in digits")
        }
        return text
    }

    /// Names as they may stand in a request's `Host`: visible ASCII characters, at most 255.
    func hostNames() throws(SettingsError) -> [String] {
        let names = value.kind == .array ? value.elements.map(\.string) : [nil]
        let areNames = names.allSatisfy { name in
            guard let name else { return false }
            return (1...255).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
        guard areNames, names.count <= 64 else { throw refusal("a list of at most 64 names such as \"box.local\"") }
        return names.compactMap { $0 }
    }

    func word<Word: RawRepresentable & CaseIterable>() throws(SettingsError) -> Word where Word.RawValue == String {
        guard let word = value.string.flatMap(Word.init(rawValue:)) else {
            throw refusal("one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    func flag() throws(SettingsError) -> Bool {
        guard let flag = value.bool else { throw refusal("true or false") }
        return flag
    }

    func members() throws(SettingsError) -> [SettingsMember] {
        guard value.kind == .object else { throw refusal("an object") }
        return value.members.map { SettingsMember($0.key.decoded, $0.value, in: name) }
    }

    func unknown(among known: [String]) -> SettingsError {
        let parent = name.utf8.count > lastName.utf8.count ? " in \"\(name.dropLast(lastName.count + 1))\"" : ""
        return SettingsError("there is no \"\(lastName)\"\(parent), only: \(known.joined(separator: ", "))")
    }

    private func refusal(_ expected: String) -> SettingsError {
        let given = String(decoding: value.source.prefix(60), as: UTF8.self)
        return SettingsError("\"\(name)\" is \(given), expected \(expected)")
    }
}
