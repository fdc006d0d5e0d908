import PlugwalkModel
import SQLite
import Synchronization

@testable import PlugwalkHost

extension DatasetBench {
    func reader() throws -> Database { try dataset.openReader() }

    /// Removes an event, as retention does.
    func remove(seq: Int64) throws { try database.prepare("DELETE FROM events WHERE seq = ?").run(seq) }
}

extension Timestamp {
    /// A moment after the start of the stories.
    static func story(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: Story.start + milliseconds) }
}

/// A clock that stands until a thread moves it, and that others may read meanwhile.
final class SharedClock: TimeSource {
    private let time = Mutex(Timestamp.story(86_400_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(byMilliseconds delta: Int64) { time.withLock { $0 = $0.advanced(byMilliseconds: delta) } }
}
