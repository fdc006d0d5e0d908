internal import StrictJSON

/// Checks an instance's configuration against its manifest's schema and fills in what is missing.
///
/// A configuration is one flat object of strings, so that of JSON Schema only `properties`, `default`, `required` and `enum` say
/// something. Defaults may name `${home}` (the person's home folder) and `${plugwalk}` (the state folder).
package struct ConfigurationSchema {
    struct Property: Equatable {
        var preset: String?
        var allowed: [String] = []
        var isRequired = false
    }

    /// Nil when the manifest has no schema: then every key is allowed.
    private let properties: [String: Property]?

    package init(json: String?) {
        guard let json else {
            properties = nil
            return
        }
        let parser = JSONParser()
        // The document lives in its parser.
        properties = withExtendedLifetime(parser) {
            (try? parser.parse(copying: json)).map { Self.properties(of: $0.root) }
        }
    }

    /// The configuration with its defaults.
    ///
    /// - Throws: `ConfigurationError` that names the key and what is allowed.
    package func complete(_ spec: SourceSpec, variables: [String: String]) throws(ConfigurationError) -> SourceSpec {
        guard let properties else { return spec }
        var complete = spec
        for (key, value) in spec.configuration {
            guard let property = properties[key] else {
                throw ConfigurationError(spec.name, "it has no key \"\(key)\", only: \(keys(properties))")
            }
            guard property.allowed.isEmpty || property.allowed.contains(value) else {
                throw ConfigurationError(
                    spec.name, "\(key) is \"\(value)\", expected one of: \(property.allowed.joined(separator: ", "))")
            }
        }
        for (key, property) in properties.sorted(by: { $0.key < $1.key })
        where !spec.configuration.contains(where: { $0.key == key }) {
            if let preset = property.preset {
                complete.configuration.append((key, expand(preset, variables)))
            } else if property.isRequired {
                throw ConfigurationError(spec.name, "the key \"\(key)\" is missing: \(spec.name)=\(key):VALUE")
            }
        }
        return complete
    }

    private func keys(_ properties: [String: Property]) -> String {
        (properties.keys + ["id"]).sorted().joined(separator: ", ")
    }

    private func expand(_ text: String, _ variables: [String: String]) -> String {
        variables.reduce(text) { text, variable in
            text.split(separator: "${\(variable.key)}", omittingEmptySubsequences: false).joined(separator: variable.value)
        }
    }

    private static func properties(of root: JSONValue) -> [String: Property] {
        let required = strings(root["required"])
        var properties: [String: Property] = [:]
        guard let members = root["properties"]?.members else { return [:] }
        for (name, value) in members {
            let key = name.decoded
            properties[key] = Property(
                preset: value["default"]?.string, allowed: strings(value["enum"]), isRequired: required.contains(key))
        }
        return properties
    }

    private static func strings(_ list: JSONValue?) -> [String] {
        list.map { $0.elements.compactMap(\.string) } ?? []
    }
}

/// What is wrong with the configuration of an adapter.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ adapter: String, _ words: String) { description = "\(adapter): \(words)" }
}
