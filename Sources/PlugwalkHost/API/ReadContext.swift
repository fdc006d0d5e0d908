package import SQLite

/// What one reader thread owns: a connection to each dataset it was asked about lately.
package struct ReadContext: ~Copyable {
    /// How many connections are kept; each has a page cache of its own.
    static let capacity = 4
    // The one used last is at the end.
    private var connections: [(path: String, database: Database)] = []

    package init() {}

    /// The thread's connection to the dataset, opened at its first use.
    package mutating func database(of dataset: Dataset) throws -> Database {
        if let index = connections.firstIndex(where: { $0.path == dataset.path }) {
            let known = connections.remove(at: index)
            connections.append(known)
            return known.database
        }
        let database = try dataset.openReader()
        if connections.count == Self.capacity { connections.removeFirst() }
        connections.append((dataset.path, database))
        return database
    }
}
