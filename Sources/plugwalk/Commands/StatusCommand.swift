import Glibc
import PlugwalkHost
import PlugwalkModel
import StrictJSON

/// `plugwalk --status`: whether the daemon runs, where, how its adapters do, and what to do next.
struct StatusCommand {
    let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    func run() throws -> ExitCode {
        let home = try Surroundings.home()
        guard let daemon = try RunningDaemon(home) else { return tellAbsence() }
        guard let status = DaemonStatus(daemon.client) else { return Terminal.complain(daemon.silence, .usage) }
        let report = StatusReport(status: status, record: DaemonRecord(home), now: SystemClock().now)
        if arguments.printsJSON { Terminal.printRaw(report.json) } else { Terminal.print(report.text) }
        return .success
    }

    private func tellAbsence() -> ExitCode {
        guard arguments.printsJSON else { return Terminal.print(RunningDaemon.absent + "\n") }
        Terminal.printRaw(JSONLine.object { $0.member("running", flag: false) })
        return .success
    }
}

/// What `--status` prints.
struct StatusReport {
    let status: DaemonStatus
    let record: DaemonRecord?
    let now: Timestamp

    var json: String {
        JSONLine.object { json in
            json.member("running", flag: true)
            json.member("url", record?.url)
            json.member("pid", record.map { Int64($0.pid) })
            json.member("uptime_ms", status.uptimeMs)
            json.member("problem", status.settings?.problem)
            json.member("missing", status.missing ?? []) { $0.string($1) }
            json.member("unanswered", unanswered) { $0.string($1) }
            json.member("adapters", status.instances, instance)
            json.key("health")
            json.raw(status.health)
        }
    }

    /// The members that stand for nothing, as the daemon did not answer in time.
    private var unanswered: [String] { (status.settings == nil ? ["problem"] : []) + (status.missing == nil ? ["missing"] : []) }

    private func instance(_ json: inout JSONWriter, _ instance: DaemonStatus.Instance) {
        json.beginObject()
        json.member("name", instance.name)
        json.member("instance", instance.instance)
        json.member("state", instance.state)
        json.member("message", instance.message)
        json.member("last_event_at", instance.lastEventAt)
        json.member("last_event_age_ms", instance.lastEventAge(now))
        json.member("queue_depth", instance.queue)
        json.member("lost", instance.lost)
        json.member("next_step", instance.nextStep)
        json.endObject()
    }

    private static let silence = "(not answered in time)"

    var text: String {
        var lines = ["Plugwalk \(status.version) is \(status.state)"]
        if let record { lines += ["  url      \(record.url)", "  pid      \(record.pid)"] }
        lines.append("  uptime   \(Amounts.duration(milliseconds: status.uptimeMs))")
        for dataset in status.datasets {
            lines.append(
                "  \(TerminalText.padded(dataset.name, columns: 8)) \(Amounts.counted(dataset.events, "event")), \(Amounts.bytes(dataset.bytes))"
            )
        }
        if let trouble = status.storageTrouble { lines += indented("Nothing can be stored: \(trouble)", by: 2) }
        if let settings = status.settings {
            if let problem = settings.problem { lines += indented("config.json is not used as it is: \(problem)", by: 2) }
        } else {
            lines.append("  Whether config.json is used as it is: \(Self.silence)")
        }
        lines.append(status.instances.isEmpty ? "No adapter runs. What there is: plugwalk adapters" : "Adapters:")
        lines += status.instances.flatMap(self.lines)
        let missing = status.missing?.joined(separator: ", ") ?? Self.silence
        if !missing.isEmpty { lines.append("Not in this installation: \(missing)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ instance: DaemonStatus.Instance) -> [String] {
        var facts = [instance.state, Amounts.counted(instance.committed, "event")]
        if let age = instance.lastEventAge(now) { facts.append("last \(Amounts.duration(milliseconds: age)) ago") }
        if instance.queue > 0 { facts.append("\(instance.queue) queued") }
        if instance.quarantined > 0 { facts.append("\(instance.quarantined) quarantined") }
        if instance.lost + instance.shed > 0 { facts.append("\(instance.lost + instance.shed) lost") }
        var lines = indented("\(instance.instance): \(facts.joined(separator: ", "))", by: 2)
        if let message = instance.message { lines += indented(message, by: 6) }
        if let step = instance.nextStep { lines += indented("Next: \(step)", by: 6) }
        return lines
    }

    private func indented(_ text: String, by columns: Int) -> [String] {
        TerminalText.wrapped(text, columns: 79 - columns).map { String(repeating: " ", count: columns) + $0 }
    }
}
