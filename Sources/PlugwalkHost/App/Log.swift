internal import Glibc
internal import PlugwalkModel
internal import Synchronization

/// The daemon's own log: one line per fact on standard error, which the start command leads into `logs/daemon.log`.
///
/// A line is `time level area: words`. Content of events is never logged; words of adapters are redacted before they come here.
package final class Log: Sendable {
    package enum Level: String, Sendable { case error, warning, notice, info, debug }

    private let clock: any TimeSource
    private let output = Mutex(())

    package init(clock: any TimeSource) { self.clock = clock }

    /// Writes one line; line breaks in the words become blanks.
    package func write(_ level: Level, _ area: String, _ words: String) {
        let line = Array("\(clock.now.text) \(level.rawValue) \(area): \(words.singleLine)\n".utf8)
        output.withLock { _ in
            _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }
}
