import PlugwalkHost

/// The adapters of this installation, seen without a daemon.
struct Installation {
    let home: Home
    let configuration: DaemonConfiguration

    init() throws {
        home = try Surroundings.home()
        configuration = DaemonConfiguration(home: home, prefix: Surroundings.prefix, environment: Surroundings.environment)
    }

    var files: [FoundAdapter] { Discovery(folders: [configuration.builtInPlugins, home.plugins]).scan() }

    /// As the API lists them, without instances.
    func listings() throws(SettingsError) -> [AdapterListing] {
        AdapterListing.all(files, try SettingsFile(home).read(), builtInFolder: configuration.builtInPlugins, instances: [:])
    }

    /// The names that can be selected.
    var usableNames: [String] { files.compactMap { $0.manifest?.name }.sorted() }
}
