/// Tells how the service is. The daemon does; tests have their own.
package protocol HealthSource: Sendable {
    /// Answers at once and from memory: it is asked on the HTTP thread.
    var health: HealthSnapshot { get }
}

/// How the service, its datasets, adapters and storage are at one moment.
package struct HealthSnapshot: Sendable, Equatable {
    /// `ok`; `degraded` when an adapter is in trouble; `failing` when nothing can be stored.
    package enum Status: String, Sendable { case ok, degraded, failing }

    package struct Dataset: Sendable, Equatable {
        package var name: String
        package var path: String?
        /// The largest number that an event has.
        package var events: Int64
        package var sizeBytes: Int64

        package init(name: String, path: String?, events: Int64, sizeBytes: Int64) {
            self.name = name
            self.path = path
            self.events = events
            self.sizeBytes = sizeBytes
        }
    }

    package struct Storage: Sendable, Equatable {
        package var isOK: Bool
        package var message: String?

        package init(isOK: Bool, message: String? = nil) {
            self.isOK = isOK
            self.message = message
        }
    }

    package var status: Status
    package var version: String
    package var uptimeMs: Int64
    /// 24 characters, UTC.
    package var startedAt: String
    package var datasets: [Dataset]
    package var adapters: [Adapter]
    package var storage: Storage

    package init(
        status: Status, version: String, uptimeMs: Int64, startedAt: String, datasets: [Dataset],
        adapters: [Adapter], storage: Storage
    ) {
        self.status = status
        self.version = version
        self.uptimeMs = uptimeMs
        self.startedAt = startedAt
        self.datasets = datasets
        self.adapters = adapters
        self.storage = storage
    }
}

extension HealthSnapshot {
    /// How one adapter instance is. At any quiet moment `accepted = committed + duplicates + quarantined + shed + queueDepth`.
    package struct Adapter: Sendable, Equatable {
        package var name: String
        package var instance: String
        package var state: String
        package var source: String
        package var dataset: String
        /// When its latest event arrived; 24 characters, UTC.
        package var lastEventAt: String?
        /// Events that were accepted and are not stored yet.
        package var queueDepth: Int64
        package var accepted: Int64
        package var committed: Int64
        package var duplicates: Int64
        package var quarantined: Int64
        package var shed: Int64
        /// What the source lost on its own side.
        package var lost: Int64
        package var restarts: Int64
        package var message: String?
        /// `worker` or `in-process`.
        package var isolation: String

        package init(
            name: String, instance: String, state: String, source: String, dataset: String, lastEventAt: String? = nil,
            queueDepth: Int64 = 0, accepted: Int64 = 0, committed: Int64 = 0, duplicates: Int64 = 0, quarantined: Int64 = 0,
            shed: Int64 = 0, lost: Int64 = 0, restarts: Int64 = 0, message: String? = nil, isolation: String
        ) {
            self.name = name
            self.instance = instance
            self.state = state
            self.source = source
            self.dataset = dataset
            self.lastEventAt = lastEventAt
            self.queueDepth = queueDepth
            self.accepted = accepted
            self.committed = committed
            self.duplicates = duplicates
            self.quarantined = quarantined
            self.shed = shed
            self.lost = lost
            self.restarts = restarts
            self.message = message
            self.isolation = isolation
        }
    }
}
