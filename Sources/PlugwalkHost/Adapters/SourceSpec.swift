internal import StrictJSON

/// One element of `--source`: an adapter's name, and perhaps its configuration.
///
/// The whole argument is a list of `NAME` or `NAME=KEY:VALUE;KEY:VALUE`, separated by commas. A value may hold colons; a comma, a
/// semicolon or a backslash in it is written with a backslash before it.
package struct SourceSpec: Equatable, Sendable {
    package var name: String
    /// In the order of the argument, without `id`.
    package var configuration: [(key: String, value: String)]
    /// The person's own id for the instance, the key `id`.
    package var id: String?

    package init(name: String, configuration: [(key: String, value: String)] = [], id: String? = nil) {
        self.name = name
        self.configuration = configuration
        self.id = id
    }

    package static func == (left: SourceSpec, right: SourceSpec) -> Bool {
        left.name == right.name && left.id == right.id && left.configuration.elementsEqual(right.configuration, by: ==)
    }
}

/// What is wrong with a `--source` argument, and what would be right.
package struct SourceSpecError: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String

    init(_ words: String) {
        description = "--source: \(words)"
    }
}

extension SourceSpec {
    /// Who the instance is: the given id, else the name and, if there is a configuration, a hash of it.
    package var instanceID: InstanceID {
        if let id { return InstanceID(id) }
        if configuration.isEmpty { return InstanceID(name) }
        let sorted = configuration.sorted { $0.key < $1.key }
        // Lengths keep two configurations apart whose texts would run together alike.
        let text = sorted.map { "\($0.key.utf8.count):\($0.key)\($0.value.utf8.count):\($0.value)" }.joined()
        return InstanceID("\(name)-\(ContentHash.of(text).prefix(8))")
    }
}

extension SourceSpec {
    /// The configuration as the adapter gets it: one JSON object of strings.
    package var configurationJSON: String {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in configuration {
            writer.key(key)
            writer.string(value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads one argument. Says precisely what is wrong.
    package static func parse(_ argument: String) throws(SourceSpecError) -> [SourceSpec] {
        var specs: [SourceSpec] = []
        for element in try split(argument) { specs.append(try parse(element: element)) }
        var seen: Set<InstanceID> = []
        for spec in specs where !seen.insert(spec.instanceID).inserted {
            throw SourceSpecError("\"\(spec.instanceID)\" is there twice: give one of them another id, \(spec.name)=id:NAME")
        }
        return specs
    }

    /// An element's name, and its pairs, unescaped.
    fileprivate struct Element {
        var name = ""
        var pairs: [String]?
    }

    /// Cuts the argument at its commas, equals signs and semicolons, and takes the backslashes away.
    private static func split(_ argument: String) throws(SourceSpecError) -> [Element] {
        var elements = [Element()]
        var isEscaped = false
        for character in argument {
            if isEscaped {
                guard "\\;,".contains(character) else {
                    throw SourceSpecError("\"\\\(character)\" means nothing: a backslash stands before , ; or another backslash")
                }
                elements[elements.count - 1].append(character)
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case ",": elements.append(Element())
            case "=" where elements[elements.count - 1].pairs == nil: elements[elements.count - 1].pairs = [""]
            case ";" where elements[elements.count - 1].pairs != nil: elements[elements.count - 1].pairs?.append("")
            default: elements[elements.count - 1].append(character)
            }
        }
        if isEscaped { throw SourceSpecError("ends with a backslash: write \\\\ for a backslash itself") }
        return elements
    }

    private static func parse(element: Element) throws(SourceSpecError) -> SourceSpec {
        guard !element.name.isEmpty else { throw SourceSpecError("a name is missing, expected NAME or NAME=KEY:VALUE;KEY:VALUE") }
        guard ManifestText.name.matches(element.name) else {
            throw SourceSpecError("\"\(element.name)\" is no adapter's name, expected \(ManifestText.name.expectation)")
        }
        var spec = SourceSpec(name: element.name)
        var keys: Set<String> = []
        for pair in element.pairs ?? [] {
            let (key, value) = try parse(pair: pair, of: element.name)
            guard keys.insert(key).inserted else { throw SourceSpecError("\(element.name): the key \"\(key)\" is there twice") }
            if key == "id" { spec.id = try checked(id: value, of: element.name) } else { spec.configuration.append((key, value)) }
        }
        return spec
    }

    private static func parse(pair: String, of name: String) throws(SourceSpecError) -> (String, String) {
        guard let colon = pair.firstIndex(of: ":") else {
            throw SourceSpecError("\(name): \"\(pair)\" has no colon, expected KEY:VALUE")
        }
        let key = String(pair[..<colon])
        guard !key.isEmpty, key.utf8.allSatisfy(\.isKeyCharacter) else {
            throw SourceSpecError("\(name): \"\(key)\" is no key, expected characters of a-z, 0-9, - and _")
        }
        return (key, String(pair[pair.index(after: colon)...]))
    }

    private static func checked(id: String, of name: String) throws(SourceSpecError) -> String {
        if let expectation = refusal(ofID: id) { throw SourceSpecError("\(name): \"\(id)\" is no id, expected \(expectation)") }
        return id
    }

    /// What an instance's id must be; nil when this one is. It stands in paths and addresses.
    static func refusal(ofID id: String) -> String? {
        if id == IngestLoop.instance || id == DemoLoader.instance { return "another name: this one is the host's own" }
        if ManifestText.source.matches(id), !id.hasPrefix(".") { return nil }
        return "\(ManifestText.source.expectation), not beginning with a dot"
    }
}

extension SourceSpec.Element {
    fileprivate mutating func append(_ character: Character) {
        if let last = pairs?.indices.last { pairs?[last].append(character) } else { name.append(character) }
    }
}

extension UInt8 {
    fileprivate var isKeyCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
