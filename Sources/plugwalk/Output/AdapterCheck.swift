import PlugwalkHost
import StrictJSON

/// What `adapters check` found.
struct AdapterCheck {
    let path: String
    let manifest: Manifest?
    /// Why the file cannot be used.
    var refusal: String?
    /// What it printed while it was loaded.
    var output: [String] = []

    init(path: String, manifest: Manifest?, refusal: String?) {
        self.path = path
        self.manifest = manifest
        self.refusal = refusal
    }

    var text: String {
        var lines = [refusal.map { "\(path) is refused: \($0)" } ?? "\(path) can be used."]
        lines += facts.map { "  \(TerminalText.padded($0.0, columns: 14))\($0.1)" }
        lines += warnings.map { "  Beware: \($0)" }
        lines += output.map { "  It printed: \($0)" }
        if refusal == nil, let manifest {
            lines.append("To use it, copy it into the folder plugins of the state folder, then:")
            lines.append("  plugwalk adapters enable \(manifest.name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var facts: [(String, String)] {
        guard let manifest else { return [] }
        let optional = [
            ("memory", manifest.memoryMB.map { "\($0) MiB beyond the worker's own" }), ("license", manifest.license),
            ("homepage", manifest.homepage), ("configuration", manifest.configSchemaJSON.map(Self.keys)),
        ]
        return [
            ("name", "\(manifest.name) \(manifest.version) (\(manifest.id))"), ("description", manifest.description),
            ("source", "\(manifest.source), short \(manifest.short)"), ("ABI", "\(manifest.abi.major).\(manifest.abi.minorNeeded)"),
            ("kinds", kinds(manifest.kinds)), ("delivery", manifest.delivery.rawValue),
            ("silence", "\(manifest.maxSilenceMs) ms at most"), ("stop", "\(manifest.stopGraceMs) ms of grace"),
        ] + optional.compactMap { name, value in value.map { (name, $0) } } + wishes(manifest.capabilities)
    }

    private func kinds(_ kinds: Manifest.Kinds) -> String {
        switch kinds {
        case .any: "any"
        case .listed(let versions): versions.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        }
    }

    /// What it wants to touch, in words; nothing is a fact too.
    private func wishes(_ capabilities: Manifest.Capabilities) -> [(String, String)] {
        let lists = [
            ("reads", capabilities.read), ("writes", capabilities.write), ("connects to", capabilities.connect),
            ("listens on", capabilities.listen), ("environment", capabilities.env),
        ].filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: ", ")) }
        let wishes = lists + (capabilities.exec ? [("starts", "other programs")] : [])
        return wishes.isEmpty ? [("asks for", "nothing")] : wishes
    }

    private static func keys(_ schema: String) -> String {
        let parser = JSONParser()
        // The document lives in its parser.
        let keys =
            withExtendedLifetime(parser) { () -> [String]? in
                guard let root = try? parser.parse(copying: schema).root else { return nil }
                return root["properties"]?.members.map { key, value in
                    key.decoded + (value["default"]?.string.map { " (default \($0))" } ?? "")
                }
            } ?? []
        return keys.isEmpty ? "no keys" : keys.joined(separator: ", ")
    }

    private var warnings: [String] {
        (manifest?.unknownMembers ?? []).map { "the manifest's \"\($0)\" means nothing to this version; misspelt?" }
    }

    var json: String {
        JSONLine.object { json in
            json.member("file", path)
            json.member("usable", flag: refusal == nil)
            json.member("refusal", refusal)
            json.key("manifest")
            if let manifest { json.raw(manifest.bytes.map { $0 == 10 || $0 == 13 ? 32 : $0 }) } else { json.null() }
            json.member("warnings", warnings) { $0.string($1) }
            json.member("output", output) { $0.string($1) }
        }
    }
}
