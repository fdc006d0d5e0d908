import PlugwalkHost
import PlugwalkModel
import StrictJSON

/// How a running daemon does, put together from what its control socket tells.
struct DaemonStatus {
    struct Instance {
        var name: String
        var instance: String
        var state: String
        var message: String?
        /// Nil before its first event.
        var lastEventAt: String?
        var committed: Int64
        var queue: Int64
        var quarantined: Int64
        var shed: Int64
        var lost: Int64
    }

    struct Dataset {
        var name: String
        var events: Int64
        var bytes: Int64
    }

    /// The health document, as it came.
    let health: String
    let state: String
    let version: String
    let uptimeMs: Int64
    let storageTrouble: String?
    let datasets: [Dataset]
    let instances: [Instance]
    /// Adapters that the default set or config.json names and that are not in this installation; nil when that was not answered.
    let missing: [String]?
    /// Nil when it was not answered.
    let settings: SettingsState?

    /// What is told of config.json.
    struct SettingsState {
        /// What is wrong with it; the settings from before are kept.
        var problem: String?
    }

    /// - Returns: Nil when the daemon does not answer.
    init?(_ client: ControlClient) {
        guard let answer = client.get("/status"), let document = answer.document(Health.init) else { return nil }
        health = answer.body
        (state, version, uptimeMs, storageTrouble, datasets, instances) = (
            document.state, document.version, document.uptimeMs, document.storageTrouble, document.datasets, document.instances
        )
        // What looks at files may be slow while the daemon itself is well.
        missing = client.get("/api/v1/adapters")?.document(Self.missing)
        settings = client.get("/api/v1/settings")?.document { SettingsState(problem: $0["problem"]?.string) }
    }

    private static func missing(_ list: JSONValue) -> [String] {
        (list["items"]?.elements).map { items in
            items.filter { $0["state"]?.string == "missing" }.compactMap { $0["name"]?.string }
        } ?? []
    }

    private struct Health {
        let state, version: String
        let uptimeMs: Int64
        let storageTrouble: String?
        let datasets: [Dataset]
        let instances: [Instance]

        init(_ json: JSONValue) {
            state = json["status"]?.string ?? "unknown"
            version = json["version"]?.string ?? ""
            uptimeMs = json["uptime_ms"]?.int ?? 0
            storageTrouble = json["storage"]?["message"]?.string
            datasets = (json["datasets"]?.elements).map { $0.map(Dataset.init) } ?? []
            instances = (json["adapters"]?.elements).map { $0.map(Instance.init) } ?? []
        }
    }
}

extension DaemonStatus.Dataset {
    fileprivate init(_ json: JSONValue) {
        self.init(name: json["name"]?.string ?? "", events: json["events"]?.int ?? 0, bytes: json["size_bytes"]?.int ?? 0)
    }
}

extension DaemonStatus.Instance {
    fileprivate init(_ json: JSONValue) {
        let number = { (key: String) in json[key]?.int ?? 0 }
        self.init(
            name: json["name"]?.string ?? "", instance: json["instance"]?.string ?? "", state: json["state"]?.string ?? "",
            message: json["message"]?.string, lastEventAt: json["last_event_at"]?.string, committed: number("committed"),
            queue: number("queue_depth"), quarantined: number("quarantined"), shed: number("shed"), lost: number("lost"))
    }

    /// What a person can do now; nil when nothing is to be done.
    var nextStep: String? {
        switch state {
        case "quarantined": "mend its source or its file, then: plugwalk adapters start \(name)"
        case "misconfigured": "give it what it needs: plugwalk adapters enable \(name) KEY:VALUE"
        case "parked": "its place in the source cannot be used; to try again: plugwalk adapters start \(name)"
        case "rejected": "its file cannot be used; plugwalk adapters says which it is, plugwalk adapters check FILE.so why"
        case "stopped": "to run it again: plugwalk adapters start \(name)"
        case "backoff", "stalled": "nothing: it is started again by itself"
        default: nil
        }
    }

    /// Milliseconds since its latest event.
    func lastEventAge(_ now: Timestamp) -> Int64? {
        lastEventAt.flatMap { Timestamp(text: $0) }.map { max(0, now.milliseconds - $0.milliseconds) }
    }
}
