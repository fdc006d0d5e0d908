import CSQLite

/// What a visitor of rows answers: go on to the next row, or leave the others.
package enum Iteration: Sendable {
    case proceed, stop
}

/// The uses of a statement, each with its values in the order of its parameters.
///
/// Throws `SQLiteError`, of the kind `misuse` if the number of values is not that of the parameters. In a loop that
/// counts, bind with a closure instead (below): it is faster by a quarter of an insertion's time.
extension Statement {
    /// Runs the statement to its end and drops its rows, if it has any.
    package func run<each Value: Bindable>(_ values: repeat each Value) throws {
        try run { bindings in repeat bindings.bind(each values) }
    }

    /// Calls the body with each row.
    package func forEachRow<each Value: Bindable>(
        _ values: repeat each Value, body: (borrowing Row) throws -> Void
    ) throws {
        try visitRows(
            binding: { bindings in repeat bindings.bind(each values) },
            body: { row in
                try body(row)
                return .proceed
            })
    }

    /// Calls the body with each row until it answers `stop`.
    package func visitRows<each Value: Bindable>(
        _ values: repeat each Value, body: (borrowing Row) throws -> Iteration
    ) throws {
        try visitRows(binding: { bindings in repeat bindings.bind(each values) }, body: body)
    }

    /// Returns what the body makes of the first row, nil if there is none.
    package func firstRow<each Value: Bindable, Result>(
        _ values: repeat each Value, body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        try firstRow(binding: { bindings in repeat bindings.bind(each values) }, body: body)
    }

    /// Returns what the body makes of every row. Bound it by a `LIMIT`.
    package func mapRows<each Value: Bindable, Result>(
        _ values: repeat each Value, body: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try visitRows(
            binding: { bindings in repeat bindings.bind(each values) },
            body: { row in
                results.append(try body(row))
                return .proceed
            })
        return results
    }
}

/// The same with a closure that binds: for names, for borrowed bytes, and for loops that count.
extension Statement {
    package func run(binding bind: (inout Bindings) throws -> Void) throws {
        try scope(binding: bind) { handle in
            while try step(handle) {}
        }
    }

    package func visitRows(
        binding bind: (inout Bindings) throws -> Void, body: (borrowing Row) throws -> Iteration
    ) throws {
        try scope(binding: bind) { handle in
            while try step(handle), try body(Row(handle)) == .proceed {}
        }
    }

    package func firstRow<Result>(
        binding bind: (inout Bindings) throws -> Void, body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        try scope(binding: bind) { handle in
            try step(handle) ? try body(Row(handle)) : nil
        }
    }
}
