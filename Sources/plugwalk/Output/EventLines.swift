import Glibc
import PlugwalkModel
import StrictJSON

/// Events as lines for a person: time, status, agent, and what it is about.
struct EventLines {
    /// Of each field that is not the text.
    private static let statusColumns = 9, agentColumns = 10
    /// Where no terminal bounds it.
    private static let maxCharacters = 2000

    private let style: Style
    /// Of the terminal; nil when the lines go elsewhere: then they are whole and bear their date.
    private let columns: Int?
    private var day: String

    init(style: Style, columns: Int?) {
        self.style = style
        self.columns = columns
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        day = LocalTime(seconds: now.tv_sec).day
    }

    /// The event's line; on a terminal the date goes before the first of a day.
    mutating func text(_ event: JSONValue) -> String {
        let time = event["ts"]?.string.flatMap { Timestamp(text: $0) }.map { LocalTime(seconds: Int($0.milliseconds / 1000)) }
        var text = ""
        if columns != nil, let time, time.day != day {
            day = time.day
            text = style(.bold, day) + "\n"
        }
        let clock = columns == nil ? time.map { "\($0.day) \($0.clock)" } : time?.clock
        return text + line(event, clock ?? "--:--:--") + "\n"
    }

    private func line(_ event: JSONValue, _ clock: String) -> String {
        let status = event["status"]?.string ?? "-"
        let severity = event["severity"]?.string ?? "info"
        let agent = TerminalText.neutral(event["agent"]?.string ?? event["source"]?.string ?? "-", keepsLines: false)
        let head = [
            clock, TerminalText.padded(status, columns: Self.statusColumns), TerminalText.padded(agent, columns: Self.agentColumns),
        ]
        let used = head.reduce(0) { $0 + TerminalText.width(of: $1) + 2 }
        let words = TerminalText.fitted(about(event, severity), columns: max(10, (columns ?? Self.maxCharacters) - used))
        return [head[0], coloured(head[1], status), head[2], severity == "debug" ? style(.faint, words) : words].joined(
            separator: "  "
        ).trimmedEnd
    }

    /// What it is about: the entity's type, its title, and the summary if that says more.
    private func about(_ event: JSONValue, _ severity: String) -> String {
        let title = event["title"]?.string ?? ""
        let summary = event["summary"]?.string ?? ""
        let texts = [title, summary == title ? "" : summary].filter { !$0.isEmpty }
        let mark = severity == "error" || severity == "warn" ? "\(severity): " : ""
        let text = "\(mark)\(event["entity_type"]?.string ?? "event") " + texts.joined(separator: " – ")
        return TerminalText.neutral(text, keepsLines: false).split(separator: " ").joined(separator: " ")
    }

    private func coloured(_ text: String, _ status: String) -> String {
        switch status {
        case "failed": style(.red, text)
        case "blocked", "retry": style(.yellow, text)
        case "success": style(.green, text)
        default: text
        }
    }
}

/// A moment as this machine's clock on the wall shows it.
struct LocalTime {
    let day: String
    let clock: String

    init(seconds: Int) {
        var seconds = time_t(seconds)
        var parts = tm()
        localtime_r(&seconds, &parts)
        let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
        day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(two).joined(separator: ":")
    }
}
