internal import PlugwalkModel
internal import SQLite

/// What is booked per instance in the transaction of its events: checkpoints, counts, losses, and the quarantine.
///
/// At any quiet moment `accepted = committed + duplicates + quarantined + shed + queued`.
struct IntakeAccounts {
    /// How many quarantined events are kept per dataset; the counts stay exact.
    static let quarantineCapacity: Int64 = 10_000
    let database: Database

    func book(_ batch: IntakeBatch, duplicates: Int) throws {
        try bookInstance(batch)
        try bookCounts(batch, duplicates: duplicates)
        for checkpoint in batch.checkpoints { try book(checkpoint, of: batch) }
        for loss in batch.losses { try book(loss, of: batch) }
        for event in batch.quarantined { try book(event, of: batch) }
        if !batch.quarantined.isEmpty { try trimQuarantine() }
    }

    private func bookInstance(_ batch: IntakeBatch) throws {
        let profile = batch.profile
        try database.prepare(Self.upsertInstance).run(
            profile.instance, profile.adapter, profile.adapterVersion, profile.short, profile.source,
            Int64(bitPattern: batch.sequence), batch.receivedAt.text)
    }

    private func bookCounts(_ batch: IntakeBatch, duplicates: Int) throws {
        let own = [
            ("accepted", batch.accepted), ("committed", batch.events.count - duplicates), ("duplicates", duplicates),
            ("quarantined", batch.quarantined.count),
        ]
        let upsert = try database.prepare(Self.upsertCount)
        for (name, count) in own where count > 0 { try upsert.run(batch.profile.instance, "host", name, count) }
        for count in batch.counts { try upsert.run(batch.profile.instance, "adapter", count.name, count.count) }
    }

    private func book(_ checkpoint: StreamCheckpoint, of batch: IntakeBatch) throws {
        let profile = batch.profile
        guard let blob = checkpoint.blob else {
            return try database.prepare("DELETE FROM checkpoints WHERE instance = ? AND stream = ?")
                .run(profile.instance, checkpoint.stream)
        }
        try database.prepare(Self.upsertCheckpoint).run(
            profile.instance, checkpoint.stream, blob, profile.adapterVersion, profile.checkpointVersion,
            batch.receivedAt.text)
    }

    private func book(_ loss: StreamLoss, of batch: IntakeBatch) throws {
        try database.prepare(Self.upsertLoss).run(
            batch.profile.instance, loss.stream, loss.reason, loss.count, batch.receivedAt.text)
    }

    private func book(_ event: QuarantinedEvent, of batch: IntakeBatch) throws {
        try database.prepare(Self.insertQuarantine).run(
            batch.profile.instance, batch.receivedAt.text, event.reason, event.kind, event.stream, event.excerpt)
    }

    private func trimQuarantine() throws {
        try database.prepare("DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?")
            .run(Self.quarantineCapacity)
    }

    private static let upsertInstance = """
        INSERT INTO adapter_instances (instance, adapter, adapter_version, short, source, last_sequence, first_seen_at,
          last_seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
        ON CONFLICT DO UPDATE SET adapter_version = ?3, last_sequence = ?6, last_seen_at = ?7
        """
    private static let upsertCount = """
        INSERT INTO counts (instance, origin, name, count) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = min(count + excluded.count, 1 << 62)
        """
    private static let upsertCheckpoint = """
        INSERT INTO checkpoints (instance, stream, blob, adapter_version, checkpoint_version, updated_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET blob = excluded.blob, adapter_version = excluded.adapter_version,
          checkpoint_version = excluded.checkpoint_version, updated_at = excluded.updated_at
        """
    private static let upsertLoss = """
        INSERT INTO loss (instance, stream, reason, count, last_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = min(count + excluded.count, 1 << 62), last_at = excluded.last_at
        """
    private static let insertQuarantine = """
        INSERT INTO quarantine (instance, received_at, reason, source_event, stream, excerpt) VALUES (?, ?, ?, ?, ?, ?)
        """
}
