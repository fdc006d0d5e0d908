internal import AdapterABI
internal import StrictJSON

extension Manifest {
    /// Reads a manifest strictly: exactly one JSON object, every known member of its type and within its range.
    package init(parsing section: [UInt8]) throws(ManifestError) {
        let bytes = Array(section[...].trimmingTrailingZeros())
        guard bytes.count <= Int(PW_MAX_MANIFEST) else {
            throw ManifestError(member: "", problem: "has \(bytes.count) bytes, the limit is \(PW_MAX_MANIFEST)")
        }
        let parser = JSONParser()
        let document: JSONDocument
        do { document = try parser.parse(copying: bytes) } catch {
            throw ManifestError(member: "", problem: "is not one JSON object: \(error)")
        }
        let root = try ManifestObject(document.root, path: "")
        self = try withExtendedLifetime(parser) { () throws(ManifestError) in try Manifest(root, bytes: bytes) }
    }

    private init(_ root: ManifestObject, bytes: [UInt8]) throws(ManifestError) {
        let abi = try root.object("abi")
        self.abi = ABI(
            major: try abi.int("major", in: 0...65_535), minorNeeded: try abi.int("minor_needed", in: 0...65_535))
        try Self.check(self.abi)
        id = try root.string("id", shape: .reverseDNS)
        name = try root.string("name", shape: .name)
        short = try root.string("short", shape: .short)
        source = try root.string("source", shape: .source)
        version = try root.string("version", shape: .text)
        kinds = try Self.kinds(root)
        description = try root.optionalString("description") ?? ""
        configSchemaJSON = try root.optionalObject("config_schema")?.source
        checkpointVersion = try root.optionalInt("checkpoint_version", in: 0...1_000_000) ?? 1
        delivery = try Self.delivery(root)
        maxSilenceMs = try root.optionalInt("max_silence_ms", in: 1_000...3_600_000) ?? 30_000
        stopGraceMs = try root.optionalInt("stop_grace_ms", in: 0...30_000) ?? 5_000
        memoryMB = try root.optionalInt("memory_mb", in: 1...1_048_576)
        capabilities = try Self.capabilities(root)
        license = try root.optionalString("license")
        homepage = try root.optionalString("homepage")
        self.bytes = bytes
        unknownMembers = root.members.filter { !Self.knownMembers.contains($0) }
    }

    private static let knownMembers: Set<String> = [
        "id", "name", "short", "source", "version", "abi", "kinds", "description", "config_schema", "checkpoint_version",
        "delivery", "max_silence_ms", "stop_grace_ms", "memory_mb", "capabilities", "license", "homepage",
    ]

    /// Before anything else is read: another major version may have other members.
    private static func check(_ abi: ABI) throws(ManifestError) {
        guard abi.major == Int(PW_ABI_MAJOR), abi.minorNeeded <= Int(PW_ABI_MINOR) else {
            throw ManifestError(
                member: "abi",
                problem: "needs ABI \(abi.major).\(abi.minorNeeded), this host offers \(PW_ABI_MAJOR).\(PW_ABI_MINOR)")
        }
    }

    private static func kinds(_ root: ManifestObject) throws(ManifestError) -> Kinds {
        let list = try root.array("kinds")
        if list.count == 1, list[0].string == "*" { return .any }
        var versions: [String: Int] = [:]
        for (index, element) in list.enumerated() {
            let entry = try ManifestObject(element, path: "kinds[\(index)]")
            let kind = try entry.string("kind", shape: .text)
            guard versions.updateValue(try entry.int("schema_version", in: 0...1_000_000), forKey: kind) == nil else {
                throw ManifestError(member: "kinds[\(index)].kind", problem: "repeats \"\(kind)\"")
            }
        }
        guard !versions.isEmpty else {
            throw ManifestError(member: "kinds", problem: "is empty, expected [\"*\"] or a list of {\"kind\", \"schema_version\"}")
        }
        return .listed(versions)
    }

    private static func delivery(_ root: ManifestObject) throws(ManifestError) -> Delivery {
        guard let word = try root.optionalString("delivery") else { return .replayable }
        guard let delivery = Delivery(rawValue: word) else {
            throw ManifestError(member: "delivery", problem: "is \"\(word)\", expected \"replayable\" or \"live\"")
        }
        return delivery
    }

    private static func capabilities(_ root: ManifestObject) throws(ManifestError) -> Capabilities {
        var capabilities = Capabilities()
        guard let object = try root.optionalObject("capabilities") else { return capabilities }
        capabilities.read = try object.strings("read")
        capabilities.write = try object.strings("write")
        capabilities.connect = try object.strings("connect")
        capabilities.listen = try object.strings("listen")
        capabilities.exec = try object.optionalBool("exec") ?? false
        capabilities.env = try object.strings("env")
        return capabilities
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmingTrailingZeros() -> ArraySlice<UInt8> {
        guard let last = lastIndex(where: { $0 != 0 }) else { return [] }
        return self[...last]
    }
}
