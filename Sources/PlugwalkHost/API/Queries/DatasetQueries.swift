internal import SQLite

/// What a dataset holds.
struct DatasetExtent: Equatable {
    let name: String
    let events: Int64
    /// The file and its write-ahead log.
    let sizeBytes: Int64
    let watermark: Int64
    /// The times of the first and the last event in display order; nil when there is none.
    let first, last: String?

    /// `live`, `demo`, or `replay`.
    var kind: String { name == "live" || name == "demo" ? name : "replay" }
}

/// Reads what a dataset holds.
struct DatasetQueries {
    let database: Database

    func extent(of dataset: Dataset) throws -> DatasetExtent {
        let events = try database.prepare("SELECT total(events) FROM tallies LIMIT 1").firstRow { Int64($0.double(0)) }
        return DatasetExtent(
            name: dataset.name, events: events ?? 0,
            sizeBytes: FileSize.of(dataset.path) + FileSize.of(dataset.path + "-wal"),
            watermark: try EventQueries(database: database).watermark(),
            first: try database.prepare("SELECT min(ts) FROM events").firstRow { $0.optionalText(0) } ?? nil,
            last: try database.prepare("SELECT max(ts) FROM events").firstRow { $0.optionalText(0) } ?? nil)
    }
}
