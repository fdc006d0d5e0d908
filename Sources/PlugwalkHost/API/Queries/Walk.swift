internal import SQLite

/// A walk through the pages of one list: all its pages show what was stored at page one, in the order of that moment.
struct Walk: Equatable {
    /// The largest number of an event at page one.
    let watermark: Int64
    /// The newest reordering at page one.
    let reordering: Int64
}

/// Begins walks and checks those that go on. To be asked in the snapshot that the page is read from.
struct WalkQueries {
    let database: Database

    func begin() throws -> Walk {
        Walk(watermark: try EventQueries(database: database).watermark(), reordering: try newestReordering())
    }

    /// Whether items may have moved since page one: only then a page has to look for them.
    func hasMoves(since walk: Walk) throws -> Bool { try newestReordering() > walk.reordering }

    /// Whether it is still known where every item stood at page one.
    func isKnown(_ walk: Walk) throws -> Bool {
        let oldest = try database.prepare("SELECT min(id) FROM reorderings").firstRow { $0.optionalInt64(0) } ?? nil
        return oldest.map { $0 - 1 <= walk.reordering } ?? true
    }

    private func newestReordering() throws -> Int64 {
        try database.prepare("SELECT max(id) FROM reorderings").firstRow { $0.int64(0) } ?? 0
    }
}
