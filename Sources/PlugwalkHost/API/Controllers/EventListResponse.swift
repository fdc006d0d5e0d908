internal import HTTPServer
internal import SQLite

extension Response {
    /// One page of a list of events, read in one snapshot.
    ///
    /// - Parameters:
    ///   - name: What the list is called in its cursors.
    ///   - check: Runs in the snapshot before anything is read.
    init(
        _ listing: EventListing, called name: String, _ parameters: Parameters, _ database: Database,
        check: (Database) throws -> Void = { _ in }
    ) throws {
        let limit = try parameters.limit(default: 200, max: 1_000)
        let cursor = try parameters.cursor { $0.eventPosition(in: name) }
        self = try database.read {
            try check(database)
            let walk = try database.walk(cursor?.walk)
            let page = try EventPages(database: database).page(listing, walk, after: cursor?.place, limit: limit)
            let next = page.next.map { Cursor(name, events: $0, walk).text }
            return Response(page: page.items, next: next, watermark: walk.watermark) { $0.item($1) }
        }
    }
}
