internal import PlugwalkModel
internal import SQLite

extension IntakeAccounts {
    /// What was booked for each instance before this start of the host.
    func accounts() throws -> [String: InstanceAccount] {
        var accounts: [String: InstanceAccount] = [:]
        try database.prepare("SELECT instance, last_sequence FROM adapter_instances").forEachRow { row in
            accounts[row.text(0), default: InstanceAccount()].lastSequence = UInt64(bitPattern: row.int64(1))
        }
        try database.prepare("SELECT instance, name, count FROM counts WHERE origin = 'host'").forEachRow { row in
            accounts[row.text(0), default: InstanceAccount()].set(row.text(1), row.int64(2))
        }
        try database.prepare("SELECT instance, sum(count) FROM loss GROUP BY instance").forEachRow { row in
            accounts[row.text(0), default: InstanceAccount()].lost = row.int64(1)
        }
        return accounts
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
