internal import Threading

/// Starts the sources of a daemon: those the person named, or those that are set.
///
/// A named adapter that cannot work ends the start; one of the default set or the settings is reported, and the rest runs.
struct SourceSelection {
    /// How long a start waits for the first word of its sources, all together: whether they have what they need.
    private static let patience: Duration = .milliseconds(100)

    private let named: [SourceSpec]?
    private let settings: Settings
    private let fleet: AdapterFleet

    init(_ configuration: DaemonConfiguration, _ settings: Settings, _ fleet: AdapterFleet) {
        // A demo needs no sources of this machine.
        named = configuration.showsDemo && configuration.sources == nil ? [] : configuration.sources
        self.settings = settings
        self.fleet = fleet
    }

    /// Blocks until every source runs or has failed.
    func launch(into live: DatasetRuntime) throws(DaemonFailure) -> [DaemonReport.Source] {
        guard let named else { return heard(settings.sources.map { launchSet($0, live) }) }
        // All names are checked before the first is started.
        for spec in named where fleet.file(named: spec.name) == nil { throw unknown(spec.name) }
        var ids: [(SourceSpec, InstanceID)] = []
        for spec in named { ids.append((spec, try launch(spec, live))) }
        for (spec, id) in ids {
            if let failure = fleet.failure(of: id) { throw .adapter("the adapter \(spec.name) did not start: \(failure)") }
        }
        return heard(ids.map { .init(name: $1.text, state: "running") })
    }

    /// Starts a source that nobody named.
    func launchSet(_ spec: SourceSpec, _ live: DatasetRuntime) -> DaemonReport.Source {
        guard fleet.file(named: spec.name) != nil else {
            return .init(name: spec.name, state: "missing", message: AdapterListing.noFile)
        }
        do throws(DaemonFailure) {
            let id = try launch(spec, live)
            if let failure = fleet.failure(of: id) { return .init(name: id.text, state: "failed", message: failure) }
            return .init(name: id.text, state: "running")
        } catch {
            return .init(name: spec.name, state: "failed", message: error.message)
        }
    }

    /// The sources with what those that run have to complain of.
    private func heard(_ sources: [DaemonReport.Source]) -> [DaemonReport.Source] {
        let deadline = Deadline(after: Self.patience)
        return sources.map { source in
            guard source.state == "running", let complaint = fleet.complaint(of: InstanceID(source.name), until: deadline)
            else { return source }
            return .init(name: source.name, state: "waiting", message: complaint)
        }
    }

    private func launch(_ spec: SourceSpec, _ live: DatasetRuntime) throws(DaemonFailure) -> InstanceID {
        do throws(FleetError) {
            return try fleet.launch(spec, into: live)
        } catch {
            switch error {
            case .unknown(let name, _): throw unknown(name)
            case .refused: throw .adapter(error.description)
            case .misconfigured(let words): throw .configuration(words)
            }
        }
    }

    private func unknown(_ name: String) -> DaemonFailure {
        let known = fleet.usableNames
        let list = known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))"
        return .configuration("--source: there is no adapter \"\(name)\"; \(list)")
    }
}
