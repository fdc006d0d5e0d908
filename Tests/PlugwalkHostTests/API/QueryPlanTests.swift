import SQLite
import Testing

@testable import PlugwalkHost

/// How SQLite runs every statement of the host.
@Suite struct QueryPlanTests {
    private let bench: DatasetBench
    private let database: Database
    private let statements: [HostSQL]

    init() throws {
        bench = try DatasetBench()
        database = try bench.reader()
        let views = ["active_runs_view", "incident_view"].map { HostSQL(file: "views", sql: "SELECT * FROM \($0)") }
        statements = try HostSQL.all() + views
    }

    @Test func `no statement reads a whole table`() throws {
        let tables = try database.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).mapRows { $0.text(0) }
        #expect(tables.contains("events"))
        #expect(statements.count > 30)
        for statement in statements {
            let scans = try database.queryPlan(statement.sql).filter { step in
                tables.contains { step == "SCAN \($0)" }
            }
            #expect(scans.isEmpty || statement.sql.contains("LIMIT"), "\(statement.file): \(statement.sql)")
        }
    }

    @Test func `the plans are those we looked at`() throws {
        let plans = try statements.map { statement in
            let plan = try database.queryPlan(statement.sql).map { "    \($0)" }.joined(separator: "\n")
            return "\(statement.file)\n  \(statement.sql)\n\(plan)\n"
        }
        try expectSnapshot(plans.joined(separator: "\n"), "query-plans.txt")
    }
}
