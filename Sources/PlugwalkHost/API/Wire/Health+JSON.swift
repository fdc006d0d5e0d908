internal import StrictJSON

extension JSONWriter {
    mutating func health(_ health: HealthSnapshot) {
        object { json in
            json.member("status", health.status.rawValue)
            json.member("version", health.version)
            json.member("uptime_ms", health.uptimeMs)
            json.member("started_at", health.startedAt)
            json.member("datasets", health.datasets) { $0.dataset($1) }
            json.member("adapters", health.adapters) { $0.adapter($1) }
            json.member("storage") { json in
                json.member("ok", health.storage.isOK)
                json.member("message", health.storage.message)
            }
        }
    }

    private mutating func dataset(_ dataset: HealthSnapshot.Dataset) {
        object { json in
            json.member("name", dataset.name)
            json.member("path", dataset.path)
            json.member("events", dataset.events)
            json.member("size_bytes", dataset.sizeBytes)
        }
    }

    mutating func adapter(_ adapter: HealthSnapshot.Adapter) {
        object { json in
            json.member("name", adapter.name)
            json.member("instance", adapter.instance)
            json.member("state", adapter.state)
            json.member("source", adapter.source)
            json.member("dataset", adapter.dataset)
            json.member("last_event_at", adapter.lastEventAt)
            json.member("queue_depth", adapter.queueDepth)
            json.member("accepted", adapter.accepted)
            json.member("committed", adapter.committed)
            json.member("duplicates", adapter.duplicates)
            json.member("quarantined", adapter.quarantined)
            json.member("shed", adapter.shed)
            json.member("lost", adapter.lost)
            json.member("restarts", adapter.restarts)
            json.member("message", adapter.message)
            json.member("isolation", adapter.isolation)
        }
    }
}
