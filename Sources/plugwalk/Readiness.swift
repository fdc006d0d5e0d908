import Glibc
import PlugwalkHost

/// What the daemon in the background tells its starter over a pipe: one line, the exit code and then the words.
///
/// Line breaks in the words are written as U+2028 so that one message is one line. A pipe that ends without a line says that the
/// daemon died.
struct Readiness {
    let descriptor: Int32?

    func tell(_ report: DaemonReport) { send(.success, report.text) }

    func tell(failure error: any Error) {
        let failure = error as? DaemonFailure
        send(failure.map(ExitCode.init) ?? .usage, failure?.message ?? "\(error)")
    }

    private func send(_ code: ExitCode, _ words: String) {
        guard let descriptor else { return }
        let line = Array("\(code.rawValue) \(words.replacing("\n", with: "\u{2028}"))\n".utf8)
        _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    /// Reads the line; nil when the pipe ends before it, or nothing comes for the time given.
    static func receive(from descriptor: Int32, seconds: Int32) -> (code: ExitCode, words: String)? {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, seconds * 1000) > 0 else { return nil }
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
        }
        let line = String(decoding: bytes.dropLast(), as: UTF8.self)
        guard let blank = line.firstIndex(of: " "), let code = Int32(line[..<blank]).flatMap(ExitCode.init(rawValue:)) else {
            return nil
        }
        return (code, String(line[line.index(after: blank)...].replacing("\u{2028}", with: "\n")))
    }
}
