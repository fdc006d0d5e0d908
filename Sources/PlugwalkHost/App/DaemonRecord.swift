internal import PlugwalkModel
internal import StrictJSON

/// What a running daemon tells about itself in `run/daemon.json`, for people and scripts. The lock, not this file, says whether it runs.
package struct DaemonRecord: Sendable, Equatable {
    package var pid: Int32
    package var url: String
    package var version: String
    package var startedAt: String

    package init(pid: Int32, url: String, version: String, startedAt: String) {
        self.pid = pid
        self.url = url
        self.version = version
        self.startedAt = startedAt
    }

    /// - Returns: Nil when there is none, or it is damaged.
    package init?(_ home: Home) {
        guard let bytes = readFile(home.record, limit: 16 << 10) else { return nil }
        let parser = JSONParser()
        // The document lives in its parser.
        let record: DaemonRecord? = withExtendedLifetime(parser) {
            (try? parser.parse(copying: bytes)).flatMap { DaemonRecord(json: $0.root) }
        }
        guard let record else { return nil }
        self = record
    }

    private init?(json: JSONValue) {
        guard let pid = json["pid"]?.int, let url = json["url"]?.string, let version = json["version"]?.string,
            let startedAt = json["started_at"]?.string
        else { return nil }
        self.init(pid: Int32(clamping: pid), url: url, version: version, startedAt: startedAt)
    }

    package func write(_ home: Home) throws(HomeError) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("pid")
        writer.int(pid)
        writer.key("url")
        writer.string(url)
        writer.key("version")
        writer.string(version)
        writer.key("started_at")
        writer.string(startedAt)
        writer.endObject()
        guard writeFile(home.record, writer.bytes + [10]) else {
            throw HomeError("cannot write \(home.record): \(lastError)")
        }
    }
}
