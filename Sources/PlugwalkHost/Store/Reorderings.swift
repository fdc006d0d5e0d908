internal import PlugwalkModel
internal import SQLite

/// Where listed items stood before they moved: a better time, an earlier first event.
///
/// Whoever walks through the pages of a list sees it in the order of its first page. A cursor names the newest reordering of that
/// moment; an item with one behind it stands, for this walk, where the oldest of those says.
struct Reorderings {
    /// How many are kept. A walk that is behind them all is told to begin again.
    static let capacity: Int64 = 50_000
    let database: Database

    enum List: String {
        case events, calls, runs
    }

    /// Keeps the place that an item leaves.
    ///
    /// - Parameter seq: The event that stood there; 0 for a run.
    func note(_ list: List, _ item: String, time: String, order: Int64?, seq: Int64) throws {
        try database.prepare(Self.insert).run(list.rawValue, item, time, order, seq)
        try database.prepare("DELETE FROM reorderings WHERE id <= ?").run(database.lastInsertRowID - Self.capacity)
    }

    private static let insert = "INSERT INTO reorderings (list, item, ts, source_order, seq) VALUES (?, ?, ?, ?, ?)"
}
