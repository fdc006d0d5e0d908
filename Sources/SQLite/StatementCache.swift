/// The prepared statements of one connection by their SQL, at most `capacity` of them.
struct StatementCache {
    private struct Entry {
        let statement: Statement
        var lastUse: UInt64
    }

    /// A statement's text, told from others by its length and its end: hashing the whole text would cost as much as a small
    /// statement takes to run.
    private struct Key: Hashable {
        let sql: String

        func hash(into hasher: inout Hasher) {
            hasher.combine(sql.utf8.count)
            for byte in sql.utf8.suffix(8) { hasher.combine(byte) }
        }
    }

    let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// A statement that is in the middle of its rows, if there is one.
    var running: Statement? {
        entries.values.first { $0.statement.isBusy }?.statement
    }

    mutating func idleStatement(for sql: String) -> Statement? {
        guard let index = entries.index(forKey: Key(sql: sql)), !entries.values[index].statement.isBusy else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].statement
    }

    /// Keeps the statement, in the place of the one unused for longest if there is no room.
    ///
    /// A statement in the middle of its rows stays, and the newcomer belongs to its caller alone. Whoever still holds
    /// the one that had to go can go on using it.
    mutating func insert(_ statement: Statement, for sql: String) {
        guard capacity > 0, entries[Key(sql: sql)] == nil else { return }
        // A walk over all is fine: it happens only when something was compiled, which costs far more.
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
        }
        uses += 1
        entries[Key(sql: sql)] = Entry(statement: statement, lastUse: uses)
    }

    /// Frees every statement in SQLite; those still held answer with an error from now on.
    mutating func removeAll() {
        for entry in entries.values { entry.statement.finalize() }
        entries = [:]
    }
}
