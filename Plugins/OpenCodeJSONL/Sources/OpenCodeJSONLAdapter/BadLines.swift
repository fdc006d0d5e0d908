import AdapterKit

/// Lines that were no records, told in the adapter's health so that somebody looks at them.
struct BadLines {
    private var count = 0
    private var last = ""

    mutating func note(_ file: String, _ offset: UInt64, _ problem: String) {
        count += 1
        last = "\(file) at byte \(offset): \(problem)"
    }

    func health(from health: Health) -> Health {
        guard count > 0 else { return health }
        let lines = count == 1 ? "1 line was no record and was skipped" : "\(count) lines were no records and were skipped"
        return Health(max(health.state, .degraded), "\(health.message) \(lines), the last one in \(last).", backlog: health.backlog)
    }
}
