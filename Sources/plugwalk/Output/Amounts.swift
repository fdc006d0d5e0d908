/// Numbers as people read them.
enum Amounts {
    /// A length of time in its two largest units at most: `12 s`, `3 min`, `2 h 5 min`, `4 d 2 h`.
    static func duration(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        if seconds < 86_400 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
        return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }

    /// Bytes, in units of 1000: `900 B`, `3.1 MB`, `12 GB`.
    static func bytes(_ count: Int64) -> String {
        if count < 1000 { return "\(count) B" }
        var tenths = count / 100
        var unit = 0
        while tenths >= 10_000 && unit < 3 {
            tenths /= 1000
            unit += 1
        }
        let name = ["kB", "MB", "GB", "TB"][unit]
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(tenths / 10) \(name)"
    }

    /// `1 event`, `2 events`.
    static func counted(_ count: Int64, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
