internal import PlugwalkModel
internal import SQLite

extension IntakeAccounts {
    /// What was booked for each instance before this start of the host.
    func accounts() throws -> [String: InstanceAccount] {
        // Far more than anybody has; a bound all the same.
        let instances = try database.prepare("SELECT instance FROM adapter_instances LIMIT 10000").mapRows { $0.text(0) }
        return Dictionary(uniqueKeysWithValues: try instances.map { ($0, try account(of: $0)) })
    }

    private func account(of instance: String) throws -> InstanceAccount {
        var account = InstanceAccount()
        account.lastSequence = try lastSequence(of: instance)
        try database.prepare("SELECT name, count FROM counts WHERE instance = ? AND origin = 'host'").forEachRow(instance) { row in
            account.set(row.text(0), row.int64(1))
        }
        let lost = try database.prepare("SELECT CAST(min(total(count), 4e18) AS INTEGER) FROM loss WHERE instance = ?").firstRow(
            instance
        ) { $0.int64(0) }
        account.lost = lost ?? 0
        return account
    }

    private func lastSequence(of instance: String) throws -> UInt64 {
        let sequence = try database.prepare("SELECT last_sequence FROM adapter_instances WHERE instance = ?")
            .firstRow(instance) { UInt64(bitPattern: $0.int64(0)) }
        return sequence ?? 0
    }

    /// The committed positions of an instance.
    func checkpoints(of instance: String) throws -> [StreamCheckpoint] {
        try database.prepare("SELECT stream, blob FROM checkpoints WHERE instance = ?").mapRows(instance) { row in
            StreamCheckpoint(stream: row.text(0), blob: Array(row.blob(1)))
        }
    }
}

extension InstanceAccount {
    fileprivate mutating func set(_ name: String, _ count: Int64) {
        switch name {
        case "accepted": accepted = count
        case "committed": committed = count
        case "duplicates": duplicates = count
        case "quarantined": quarantined = count
        case "shed": shed = count
        default: break
        }
    }
}
