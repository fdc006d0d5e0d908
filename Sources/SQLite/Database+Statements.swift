import CSQLite

extension Database {
    /// Runs statements one after the other, separated by semicolons, and drops the rows they return.
    ///
    /// - Throws: The first failure, with the one statement that failed; those before it have happened, unless a
    ///   transaction around this takes them back.
    package func execute(_ sql: String) throws {
        let connection = try connection()
        var sql = sql
        try sql.withUTF8 { text in
            var rest = text[...]
            while let statement = try Statement(connection, consuming: &rest, scratch: scratch, isKept: false) {
                try statement.run()
            }
        }
    }

    /// Returns the statement for this SQL, compiled once and then kept in the connection's bounded cache.
    ///
    /// The caller may hold it for as long as the connection is open. While one scope uses it, a second call with the
    /// same SQL gets a statement of its own.
    ///
    /// - Throws: `SQLiteError` when the SQL does not compile, is empty, or holds more than one statement.
    package func prepare(_ sql: String) throws -> Statement {
        if let statement = cache.idleStatement(for: sql) { return statement }
        let connection = try connection()
        var text = sql
        let statement = try text.withUTF8 { utf8 in
            var rest = utf8[...]
            let statement = try Statement(connection, consuming: &rest, scratch: scratch, isKept: true)
            guard let statement else { throw SQLiteError.misuse("no statement in the SQL", sql: sql) }
            guard try Statement(connection, consuming: &rest, scratch: scratch, isKept: false) == nil else {
                throw SQLiteError.misuse("one statement expected, the SQL holds more: use execute", sql: sql)
            }
            return statement
        }
        cache.insert(statement, for: sql)
        return statement
    }

    /// Returns how many steps SQLite's virtual machine has made for the kept statements since the last call: what queries cost,
    /// whatever the machine is busy with otherwise.
    package func takeStepCount() throws -> Int {
        let connection = try connection()
        var count = 0
        var statement = sqlite3_next_stmt(connection, nil)
        while let current = statement {
            count += Int(sqlite3_stmt_status(current, SQLITE_STMTSTATUS_VM_STEP, 1))
            statement = sqlite3_next_stmt(connection, current)
        }
        return count
    }

    /// Returns how SQLite would run the statement: the `detail` column of `EXPLAIN QUERY PLAN`, a row for each step.
    ///
    /// Parameters may stay open.
    package func queryPlan(_ sql: String) throws -> [String] {
        var plan: [String] = []
        let statement = try prepare("EXPLAIN QUERY PLAN \(sql)")
        let nothing = { (bindings: inout Bindings) in bindings.leaveOpen() }
        try statement.visitRows(binding: nothing) { row in
            // Columns: id, parent, notused, detail.
            plan.append(row.text(3))
            return .proceed
        }
        return plan
    }
}
