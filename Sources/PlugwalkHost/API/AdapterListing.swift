/// One adapter, as people see it.
package struct AdapterListing: Sendable, Equatable {
    package enum State: String, Sendable {
        case usable
        /// Its file cannot be used; `message` says why.
        case refused
        /// It is set to run, and no file has its name.
        case missing
    }

    package var name: String
    package var state: State
    package var message: String?
    package var file: String?
    package var isBuiltIn: Bool
    /// Nil when the file's manifest could not be read.
    package var manifest: Manifest?
    /// Whether it belongs to the default set.
    package var isDefault: Bool
    package var isEnabled: Bool
    package var configuration: [String: String]
    package var instances: [HealthSnapshot.Adapter]

    package init(
        name: String, state: State, message: String? = nil, file: String? = nil, isBuiltIn: Bool = false,
        manifest: Manifest? = nil, isDefault: Bool = false, isEnabled: Bool = false, configuration: [String: String] = [:],
        instances: [HealthSnapshot.Adapter] = []
    ) {
        self.name = name
        self.state = state
        self.message = message
        self.file = file
        self.isBuiltIn = isBuiltIn
        self.manifest = manifest
        self.isDefault = isDefault
        self.isEnabled = isEnabled
        self.configuration = configuration
        self.instances = instances
    }
}

extension AdapterListing {
    /// Why a name that is set to run does not.
    package static let noFile = "this installation has no adapter of that name"

    /// Every file, and the names that are set to run and have none, by name.
    ///
    /// - Parameters:
    ///   - builtInFolder: Where the adapters lie that came with the host.
    ///   - instances: What runs, by the adapter's name.
    package static func all(
        _ files: [FoundAdapter], _ settings: Settings, builtInFolder: String,
        instances: [String: [HealthSnapshot.Adapter]] = [:]
    ) -> [AdapterListing] {
        var listings = files.map { AdapterListing($0, settings, builtInFolder: builtInFolder, instances: instances) }
        let names = Set(listings.map(\.name))
        for name in Set(DaemonConfiguration.defaultSources + settings.adapters.keys).subtracting(names)
        where settings.isEnabled(name) {
            listings.append(
                AdapterListing(
                    name: name, state: .missing, message: noFile, isDefault: DaemonConfiguration.defaultSources.contains(name),
                    isEnabled: true, configuration: settings.adapters[name]?.configuration ?? [:]))
        }
        return listings.sorted { ($0.name, $0.file ?? "") < ($1.name, $1.file ?? "") }
    }

    private init(
        _ file: FoundAdapter, _ settings: Settings, builtInFolder: String, instances: [String: [HealthSnapshot.Adapter]]
    ) {
        var manifest = file.manifest
        if case .refused(_, let known) = file.state { manifest = known }
        let name = manifest?.name ?? String(file.fileName.dropLast(".so".count))
        let isUsable = file.manifest != nil
        self.init(
            name: name, state: isUsable ? .usable : .refused, message: file.refusal, file: file.path,
            isBuiltIn: file.folder == builtInFolder, manifest: manifest,
            isDefault: DaemonConfiguration.defaultSources.contains(name), isEnabled: isUsable && settings.isEnabled(name),
            configuration: settings.adapters[name]?.configuration ?? [:], instances: isUsable ? instances[name] ?? [] : [])
    }
}
