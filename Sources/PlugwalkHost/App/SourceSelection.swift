/// Starts the sources of a daemon: those the person named, or the default set.
///
/// A named adapter that cannot work ends the start; one of the default set is reported, and the rest runs.
struct SourceSelection {
    private let named: [SourceSpec]?
    private let fleet: AdapterFleet

    init(_ configuration: DaemonConfiguration, _ fleet: AdapterFleet) {
        // A demo needs no sources of this machine.
        named = configuration.showsDemo && configuration.sources == nil ? [] : configuration.sources
        self.fleet = fleet
    }

    /// Blocks until every named source runs or has failed.
    func launch(into live: DatasetRuntime) throws(DaemonFailure) -> [DaemonReport.Source] {
        guard let named else { return DaemonConfiguration.defaultSources.map { launchDefault($0, live) } }
        // All names are checked before the first is started.
        for spec in named where fleet.file(named: spec.name) == nil { throw unknown(spec.name) }
        var ids: [(SourceSpec, InstanceID)] = []
        for spec in named { ids.append((spec, try launch(spec, live))) }
        for (spec, id) in ids {
            if let failure = fleet.failure(of: id) { throw .adapter("the adapter \(spec.name) did not start: \(failure)") }
        }
        return ids.map { .init(name: $1.text, state: "running", message: nil) }
    }

    private func launch(_ spec: SourceSpec, _ live: DatasetRuntime) throws(DaemonFailure) -> InstanceID {
        do throws(FleetError) {
            return try fleet.launch(spec, into: live)
        } catch {
            switch error {
            case .unknown(let name, _): throw unknown(name)
            case .refused(let name, let reason): throw .adapter("the adapter \(name) cannot be used: \(reason)")
            case .misconfigured(let words): throw .configuration(words)
            }
        }
    }

    private func launchDefault(_ name: String, _ live: DatasetRuntime) -> DaemonReport.Source {
        guard fleet.file(named: name) != nil else {
            return .init(name: name, state: "missing", message: "this installation has no adapter of that name")
        }
        do throws(DaemonFailure) {
            let id = try launch(SourceSpec(name: name), live)
            let failure = fleet.failure(of: id)
            return .init(name: id.text, state: failure == nil ? "running" : "failed", message: failure)
        } catch {
            return .init(name: name, state: "failed", message: error.message)
        }
    }

    private func unknown(_ name: String) -> DaemonFailure {
        let known = fleet.usableNames
        let list = known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))"
        return .configuration("--source: there is no adapter \"\(name)\"; \(list)")
    }
}
