import Glibc
import PlugwalkHost
import StrictJSON

/// What the daemon in the background tells its starter over a pipe: one line of JSON, its report or why it did not start.
///
/// A pipe that ends without a line says that the daemon died.
struct Readiness {
    let descriptor: Int32?

    func tell(_ report: StartReport) { send(report.json) }

    func tell(failure error: any Error) {
        let failure = error as? DaemonFailure
        let code = failure.map(ExitCode.init) ?? .usage
        send(
            JSONLine.object { json in
                json.member("code", Int64(code.rawValue))
                json.member("message", failure?.message ?? "\(error)")
            })
    }

    private func send(_ line: String) {
        guard let descriptor else { return }
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    /// What came of a start.
    enum Outcome {
        case ready(StartReport)
        case failed(ExitCode, String)
    }

    /// Reads the line; nil when the pipe ends before it, or nothing comes for the time given.
    static func receive(from descriptor: Int32, seconds: Int32) -> Outcome? {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, seconds * 1000) > 0 else { return nil }
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
        }
        let parser = JSONParser()
        // The document lives in its parser.
        return withExtendedLifetime(parser) { (try? parser.parse(copying: bytes)).flatMap { outcome($0.root) } }
    }

    private static func outcome(_ json: JSONValue) -> Outcome? {
        guard let message = json["message"]?.string else { return StartReport(json: json).map { .ready($0) } }
        return (json["code"]?.int).flatMap { ExitCode(rawValue: Int32(clamping: $0)) }.map { .failed($0, message) }
    }
}
