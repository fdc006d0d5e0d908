internal import StrictJSON

extension Settings {
    /// Reads the whole object.
    ///
    /// - Throws: `SettingsError` that names the member and what would be right.
    package init(parsing bytes: [UInt8]) throws(SettingsError) {
        self.init()
        let parser = JSONParser()
        let outcome: Result<Settings, SettingsError> = withExtendedLifetime(parser) {
            do throws(JSONError) {
                let root = try parser.parse(copying: bytes).root
                return Result { () throws(SettingsError) in try Settings().merged(with: root) }
            } catch {
                return .failure(SettingsError("it is no valid JSON: \(error) (line \(Self.line(of: error.offset, in: bytes)))"))
            }
        }
        self = try outcome.get()
    }

    /// The settings with the changes of a JSON merge patch (RFC 7396): a member that is null goes back to its default.
    func merged(with patch: JSONValue) throws(SettingsError) -> Settings {
        guard patch.kind == .object else { throw SettingsError("it is no JSON object, expected {\"port\": 4517, …}") }
        var settings = self
        for (key, value) in patch.members { try settings.take(SettingsMember(key.decoded, value)) }
        return settings
    }

    private mutating func take(_ member: SettingsMember) throws(SettingsError) {
        switch member.name {
        case "port": port = try member.optional { m throws(SettingsError) in UInt16(try m.number(0...65_535)) }
        case "bind": bind = try member.optional { m throws(SettingsError) in try m.address() }
        case "isolation": isolation = try member.optional { m throws(SettingsError) in try m.word() }
        case "checkpoint_flush_ms":
            checkpointFlushMs = try member.optional { m throws(SettingsError) in Int(try m.number(50...60_000)) }
        case "hosts": hosts = try member.optional { m throws(SettingsError) in try m.hostNames() }
        case "adapters": try takeAdapters(member)
        default: throw member.unknown(among: ["adapters", "bind", "checkpoint_flush_ms", "hosts", "isolation", "port"])
        }
    }

    private mutating func takeAdapters(_ member: SettingsMember) throws(SettingsError) {
        if member.value.isNull { return adapters = [:] }
        for adapter in try member.members() {
            guard ManifestText.name.matches(adapter.lastName) else {
                throw SettingsError("\"\(adapter.name)\" is no adapter's name, expected \(ManifestText.name.expectation)")
            }
            adapters[adapter.lastName] =
                adapter.value.isNull ? nil : try (adapters[adapter.lastName] ?? Adapter(isEnabled: true)).merged(with: adapter)
        }
    }

    private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes.prefix(offset).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}

extension Settings.Adapter {
    fileprivate func merged(with member: SettingsMember) throws(SettingsError) -> Self {
        var adapter = self
        for part in try member.members() {
            switch part.lastName {
            case "enabled": adapter.isEnabled = try part.flag()
            case "configuration":
                if part.value.isNull { adapter.configuration = [:] }
                for pair in part.value.isNull ? [] : try part.members() {
                    adapter.configuration[pair.lastName] = try pair.optional { m throws(SettingsError) in
                        try m.configurationValue()
                    }
                }
            default: throw part.unknown(among: ["configuration", "enabled"])
            }
        }
        return adapter
    }
}
