internal import StrictJSON

/// One object of a manifest while it is read; every complaint names the member by its path.
struct ManifestObject {
    private let value: JSONValue
    private let path: String

    init(_ value: JSONValue, path: String) throws(ManifestError) {
        guard value.kind == .object else {
            throw ManifestError(member: path, problem: "is \(value.sort), expected an object")
        }
        self.value = value
        self.path = path
    }

    var members: [String] { value.members.map(\.key.decoded) }
    var source: String { String(decoding: value.source, as: UTF8.self) }

    func string(_ key: String, shape: ManifestText) throws(ManifestError) -> String {
        let text = try require(key, optionalString(key))
        guard shape.matches(text) else { throw error(key, "is \"\(text)\", expected \(shape.expectation)") }
        return text
    }

    func optionalString(_ key: String) throws(ManifestError) -> String? {
        guard let member = value[key] else { return nil }
        guard let text = member.string else { throw error(key, "is \(member.sort), expected a string") }
        return text
    }

    func int(_ key: String, in range: ClosedRange<Int>) throws(ManifestError) -> Int {
        try require(key, optionalInt(key, in: range))
    }

    func optionalInt(_ key: String, in range: ClosedRange<Int>) throws(ManifestError) -> Int? {
        guard let member = value[key] else { return nil }
        guard let number = member.int, range.contains(Int(number)) else {
            let found = member.kind == .number ? String(decoding: member.source, as: UTF8.self) : member.sort
            throw error(key, "is \(found), expected an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func optionalBool(_ key: String) throws(ManifestError) -> Bool? {
        guard let member = value[key] else { return nil }
        guard let flag = member.bool else { throw error(key, "is \(member.sort), expected true or false") }
        return flag
    }

    func object(_ key: String) throws(ManifestError) -> ManifestObject {
        try require(key, optionalObject(key))
    }

    func optionalObject(_ key: String) throws(ManifestError) -> ManifestObject? {
        guard let member = value[key] else { return nil }
        return try ManifestObject(member, path: full(key))
    }

    func array(_ key: String) throws(ManifestError) -> [JSONValue] {
        let member = try require(key, value[key])
        guard member.kind == .array else { throw error(key, "is \(member.sort), expected an array") }
        return Array(member.elements)
    }

    /// An array of strings; empty when it is missing.
    func strings(_ key: String) throws(ManifestError) -> [String] {
        guard value[key] != nil else { return [] }
        var strings: [String] = []
        for (index, element) in try array(key).enumerated() {
            guard let text = element.string else {
                throw error("\(key)[\(index)]", "is \(element.sort), expected a string")
            }
            strings.append(text)
        }
        return strings
    }

    private func require<Value>(_ key: String, _ value: Value?) throws(ManifestError) -> Value {
        guard let value else { throw error(key, "is missing") }
        return value
    }

    private func error(_ key: String, _ problem: String) -> ManifestError {
        ManifestError(member: full(key), problem: problem)
    }

    private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

/// What a string of the manifest may look like.
package enum ManifestText: Sendable {
    case reverseDNS
    case name
    case short
    case source
    case text

    package func matches(_ text: String) -> Bool {
        switch self {
        case .reverseDNS: text.utf8.count <= 128 && text.split(separator: ".", omittingEmptySubsequences: false).isReverseDNS
        case .name:
            (2...40).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }
        case .short: (2...8).contains(text.utf8.count) && text.utf8.allSatisfy(\.isLowercase)
        case .source: (1...40).contains(text.utf8.count) && text.utf8.allSatisfy(\.isSourceCharacter)
        case .text: (1...256).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        }
    }

    /// What would be right, in words.
    package var expectation: String {
        switch self {
        case .reverseDNS: "a reverse DNS name such as \"com.example.acme\""
        case .name: "2 to 40 characters of a-z, 0-9 and -"
        case .short: "2 to 8 characters of a-z"
        case .source: "1 to 40 characters of a-z, 0-9, ., _ and -"
        case .text: "1 to 256 bytes without control characters"
        }
    }
}

extension [Substring] {
    fileprivate var isReverseDNS: Bool {
        count >= 2
            && allSatisfy { label in
                guard let first = label.utf8.first, first.isLowercase || first.isDigit else { return false }
                return label.utf8.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }
            }
    }
}

extension UInt8 {
    fileprivate var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isSourceCharacter: Bool {
        isLowercase || isDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }
}

extension JSONValue {
    /// The value's sort, for messages.
    fileprivate var sort: String {
        switch kind {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .true, .false: "a boolean"
        case .null: "null"
        default: "something else"
        }
    }
}
