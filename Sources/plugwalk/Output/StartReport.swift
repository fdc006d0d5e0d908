import Glibc
import PlugwalkHost
import StrictJSON

/// What a start tells: the address first, then how the sources do.
struct StartReport {
    struct Source {
        var name: String
        var state: String
        var message: String?

        /// One that runs and has something to say waits for something, such as a folder: that is what counts.
        fileprivate var words: String {
            guard let message else { return state }
            return state == "running" ? message : "\(state) – \(message)"
        }
    }

    var url: String
    var pid: Int64
    var isAlreadyRunning = false
    var sources: [Source] = []

    init(url: String, pid: Int64, isAlreadyRunning: Bool) {
        self.url = url
        self.pid = pid
        self.isAlreadyRunning = isAlreadyRunning
    }

    init(_ report: DaemonReport) {
        self.init(url: report.url, pid: Int64(getpid()), isAlreadyRunning: false)
        sources = report.sources.map { Source(name: $0.name, state: $0.state, message: $0.message) }
    }

    /// - Returns: Nil when it is no such report.
    init?(json: JSONValue) {
        guard let url = json["url"]?.string, let pid = json["pid"]?.int else { return nil }
        self.init(url: url, pid: pid, isAlreadyRunning: json["already_running"]?.bool ?? false)
        sources =
            (json["sources"]?.elements).map { elements in
                elements.map {
                    Source(name: $0["name"]?.string ?? "", state: $0["state"]?.string ?? "", message: $0["message"]?.string)
                }
            } ?? []
    }

    var json: String {
        JSONLine.object { json in
            json.member("url", url)
            json.member("pid", pid)
            json.member("already_running", flag: isAlreadyRunning)
            json.member("sources", sources) { json, source in
                json.beginObject()
                json.member("name", source.name)
                json.member("state", source.state)
                json.member("message", source.message)
                json.endObject()
            }
        }
    }

    var text: String {
        if isAlreadyRunning { return "Plugwalk runs already at \(url)\n" }
        var lines = ["Plugwalk is at \(url)"]
        for source in sources where source.state != "missing" { lines.append("  \(source.name): \(source.words)") }
        let missing = sources.filter { $0.state == "missing" }.map(\.name)
        if !missing.isEmpty { lines.append("Not in this installation: \(missing.joined(separator: ", "))") }
        if missing.count == sources.count, !missing.isEmpty {
            lines.append("Nothing is watched yet. What there is: plugwalk adapters")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
