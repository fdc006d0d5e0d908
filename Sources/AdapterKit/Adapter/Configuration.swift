/// The keys and values that a person gave after `--source name=`, or in the settings.
public struct Configuration: Equatable, Sendable {
    private var values: [String: String]

    /// A configuration of these keys and values.
    public init(_ values: [String: String]) {
        self.values = values
    }

    /// Reads one JSON object of strings; empty text is an empty configuration.
    init(json: ByteSlice) throws(AdapterError) {
        values = [:]
        guard !json.isEmpty else { return }
        let root: JSONCursor
        let tape = JSONTape()
        do { root = try tape.parse(json) } catch {
            throw AdapterError(.configuration, "The configuration is not JSON (\(error)); it must be one object of strings.")
        }
        guard root.isObject else { throw AdapterError(.configuration, "The configuration must be one JSON object of strings.") }
        for (key, value) in root.members {
            guard value.kind == .string else {
                throw AdapterError(.configuration, "The value of \"\(key.string)\" in the configuration must be a string.")
            }
            values[key.string] = value.string
        }
        withExtendedLifetime(tape) {}
    }

    /// The value of a key, or nil when it was not given.
    public subscript(_ key: String) -> String? { values[key] }

    /// Fails, with the known keys in the message, when there is a key that the adapter does not know.
    public func expect(only known: [String]) throws(AdapterError) {
        guard let stranger = values.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw AdapterError(.configuration, "Unknown key \"\(stranger)\". Known: \(known.joined(separator: ", ")).")
    }
}

extension JSONCursor {
    /// The text of a string as a Swift string.
    public var string: String { text.string }
}
