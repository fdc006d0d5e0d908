package import StrictJSON

extension JSONWriter {
    package mutating func adapter(_ listing: AdapterListing) {
        object { json in
            json.member("name", listing.name)
            json.member("id", listing.manifest?.id)
            json.member("version", listing.manifest?.version)
            json.member("description", listing.manifest?.description)
            json.member("license", listing.manifest?.license)
            json.member("homepage", listing.manifest?.homepage)
            json.member("source", listing.manifest?.source)
            json.member("short", listing.manifest?.short)
            json.member("file", listing.file)
            json.member("built_in", listing.isBuiltIn)
            json.member("state", listing.state.rawValue)
            json.member("message", listing.message)
            json.member("default", listing.isDefault)
            json.member("enabled", listing.isEnabled)
            json.member("configuration") { $0.members(ofConfiguration: listing.configuration) }
            json.member("capabilities") { $0.members(of: listing.manifest?.capabilities ?? .init()) }
            json.member("kinds", listing.manifest.map { $0.kinds.names } ?? []) { $0.string($1) }
            json.member("instances", listing.instances) { $0.adapter($1) }
        }
    }

    private mutating func members(of capabilities: Manifest.Capabilities) {
        member("read", capabilities.read) { $0.string($1) }
        member("write", capabilities.write) { $0.string($1) }
        member("connect", capabilities.connect) { $0.string($1) }
        member("listen", capabilities.listen) { $0.string($1) }
        member("exec", capabilities.exec)
        member("env", capabilities.env) { $0.string($1) }
    }
}

extension Manifest.Kinds {
    /// The names in alphabetical order, or `*` alone.
    fileprivate var names: [String] {
        switch self {
        case .any: ["*"]
        case .listed(let versions): versions.keys.sorted()
        }
    }
}
