extension MetricsText {
    /// The figures of the whole service.
    init(_ health: HealthSnapshot, _ figures: ServiceFigures) {
        family("plugwalk_build_info", .gauge, "Which version runs; always 1.", [Sample(1, ("version", health.version))])
        family(
            "plugwalk_uptime_seconds", .gauge, "How long the service has been running.",
            [Sample(Double(health.uptimeMs) / 1_000)])
        family("plugwalk_storage_ok", .gauge, "Whether events can be stored.", [Sample(health.storage.isOK ? 1 : 0)])
        write(health.adapters)
        write(health.datasets)
        family("plugwalk_event_streams", .gauge, "Event streams that clients read.", [Sample(figures.streams)])
        family("plugwalk_http_connections", .gauge, "Open connections of clients.", [Sample(figures.connections)])
        // The names that all programs have for these two.
        family(
            "process_resident_memory_bytes", .gauge, "Memory of the daemon in RAM, without that of its workers.",
            figures.process.map { [Sample($0.residentBytes)] } ?? [])
        family(
            "process_open_fds", .gauge, "Open descriptors of the daemon.",
            figures.process.map { [Sample($0.openDescriptors)] } ?? [])
    }

    private mutating func write(_ adapters: [HealthSnapshot.Adapter]) {
        family(
            "plugwalk_events_total", .counter, "Events that an adapter instance brought, by what became of them.",
            adapters.flatMap { adapter in
                [
                    ("committed", adapter.committed), ("duplicate", adapter.duplicates),
                    ("quarantined", adapter.quarantined), ("shed", adapter.shed), ("lost", adapter.lost),
                ].map { outcome, count in
                    Sample(count, ("adapter", adapter.name), ("instance", adapter.instance), ("outcome", outcome))
                }
            })
        family(
            "plugwalk_queue_depth", .gauge, "Events of an adapter instance that are accepted and not stored yet.",
            adapters.map { Sample($0.queueDepth, ("adapter", $0.name), ("instance", $0.instance)) })
        family(
            "plugwalk_restarts_total", .counter, "How often an adapter instance was started again.",
            adapters.map { Sample($0.restarts, ("adapter", $0.name), ("instance", $0.instance)) })
        family(
            "plugwalk_instance_state", .gauge, "Where an adapter instance stands: 1 for its state, 0 for the others.",
            adapters.flatMap { adapter in
                InstanceState.allCases.map { state in
                    Sample(
                        adapter.state == state.rawValue ? 1 : 0, ("adapter", adapter.name), ("instance", adapter.instance),
                        ("state", state.rawValue))
                }
            })
    }

    private mutating func write(_ datasets: [HealthSnapshot.Dataset]) {
        family(
            "plugwalk_dataset_events", .gauge, "The largest number that an event of a dataset has.",
            datasets.map { Sample($0.events, ("dataset", $0.name)) })
        family(
            "plugwalk_dataset_size_bytes", .gauge, "The size of a dataset's files.",
            datasets.map { Sample($0.sizeBytes, ("dataset", $0.name)) })
    }
}
