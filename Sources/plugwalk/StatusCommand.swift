import Glibc
import PlugwalkHost
import StrictJSON

/// `plugwalk --status`: whether the daemon runs, where, and how its adapters do.
struct StatusCommand {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    func run() throws -> ExitCode {
        let home = try Surroundings.home()
        guard access(home.lock, F_OK) == 0, try DaemonLock.take(home) == nil else {
            return Terminal.print(
                invocation.printsJSON ? "{\"running\":false}\n" : "Plugwalk does not run. Start it with: plugwalk\n")
        }
        guard let health = ControlClient(home: home).send("GET", "/status") else {
            return Terminal.complain("the daemon runs and does not answer on \(home.controlSocket)", .usage)
        }
        let record = DaemonRecord(home)
        if invocation.printsJSON { return Terminal.print(json(health, record)) }
        let parser = JSONParser()
        // The document lives in its parser.
        return try withExtendedLifetime(parser) { Terminal.print(text(try parser.parse(copying: health).root, record)) }
    }

    private func json(_ health: String, _ record: DaemonRecord?) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("running")
        writer.bool(true)
        writer.key("url")
        record.map { writer.string($0.url) } ?? writer.null()
        writer.key("pid")
        record.map { writer.int($0.pid) } ?? writer.null()
        writer.key("health")
        writer.raw(health)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private func text(_ health: JSONValue, _ record: DaemonRecord?) -> String {
        var lines = ["Plugwalk \(health["version"]?.string ?? "") is \(health["status"]?.string ?? "unknown")"]
        if let record { lines.append("  url      \(record.url)\n  pid      \(record.pid)") }
        lines.append("  uptime   \(Self.duration(health["uptime_ms"]?.int ?? 0))")
        if let trouble = health["storage"]?["message"]?.string { lines.append("  storage  \(trouble)") }
        for dataset in health["datasets"]?.elements.map({ $0 }) ?? [] {
            lines.append("  dataset  \(dataset["name"]?.string ?? ""): \(dataset["events"]?.int ?? 0) events")
        }
        let adapters = health["adapters"]?.elements.map(adapter) ?? []
        lines.append(adapters.isEmpty ? "No adapter runs. Choose some with --source." : "Adapters:")
        return (lines + adapters).joined(separator: "\n") + "\n"
    }

    private func adapter(_ adapter: JSONValue) -> String {
        let number = { (key: String) in adapter[key]?.int ?? 0 }
        var words = "  \(adapter["instance"]?.string ?? ""): \(adapter["state"]?.string ?? ""), \(number("committed")) events"
        if number("queue_depth") > 0 { words += ", \(number("queue_depth")) queued" }
        if number("quarantined") > 0 { words += ", \(number("quarantined")) quarantined" }
        if number("lost") > 0 { words += ", \(number("lost")) lost" }
        if let last = adapter["last_event_at"]?.string { words += ", last at \(last)" }
        if let message = adapter["message"]?.string { words += "\n    \(message)" }
        return words
    }

    private static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
