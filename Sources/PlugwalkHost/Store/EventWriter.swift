internal import PlugwalkModel
package import SQLite

/// The one writer of a dataset: stores batches, their events' places and projections, and their checkpoints, in one transaction.
///
/// In: redacted batches. Out: what is now stored. It owns the session context (tree and folds) and is confined to one thread. When
/// a transaction fails, nothing of it is stored and the context is forgotten: it is read again from what is stored.
package final class EventWriter {
    let database: Database
    let table: EventTable
    let tree: SessionTree
    let folds: SessionFolds
    let accounts: IntakeAccounts
    var rollups = Rollups()
    var correlations = CorrelationMemory()
    private var nextSeq: Int64

    package init(_ database: Database) throws {
        self.database = database
        table = EventTable(database: database)
        tree = SessionTree(database)
        folds = SessionFolds(SessionHistory(database))
        accounts = IntakeAccounts(database: database)
        nextSeq = try table.lastSeq() + 1
    }

    /// The highest event number stored so far.
    package var watermark: Int64 { nextSeq - 1 }

    /// Stores the batches, all or nothing.
    package func commit(_ batches: [IntakeBatch]) throws -> Commit {
        do {
            return try database.transaction {
                var draft = Draft(firstSeq: nextSeq)
                for batch in batches { try admit(batch, to: &draft) }
                let commit = try finish(&draft)
                nextSeq = draft.nextSeq
                return commit
            }
        } catch {
            try forget()
            throw error
        }
    }

    private func forget() throws {
        tree.forget()
        folds.forget()
        rollups = Rollups()
        nextSeq = try table.lastSeq() + 1
    }

    private func admit(_ batch: IntakeBatch, to draft: inout Draft) throws {
        var duplicates = 0
        for event in batch.events where try !isNew(event, &draft) { duplicates += 1 }
        draft.bookings.append(Booking(batch, duplicates: duplicates))
        try accounts.book(batch, duplicates: duplicates)
    }

    /// Takes a new event into the draft; a known one improves what is known.
    private func isNew(_ event: RedactedEvent, _ draft: inout Draft) throws -> Bool {
        if let index = draft.indexByID[event.eventID] {
            draft.pending[index].improve(with: event)
            return false
        }
        if let stored = try table.stored(event.eventID) {
            try improve(stored, with: event, &draft)
            return false
        }
        draft.append(event, node: try place(event, &draft))
        return true
    }

    private func improve(_ stored: EventTable.Stored, with event: RedactedEvent, _ draft: inout Draft) throws {
        let better = BetterTime(stored, event)
        let fills = stored.lacks.isFilled(by: event)
        guard better.isChange || fills else { return }
        if let old = try table.tally(seq: stored.seq) { rollups.add(old, -1) }
        if better.time != stored.time || better.order != stored.sourceOrder {
            try Reorderings(database: database).note(
                .events, event.eventID, time: stored.time.text, order: stored.sourceOrder, seq: stored.seq)
        }
        try table.improve(
            stored.seq, time: better.time, quality: better.quality, order: better.order, with: event)
        if let new = try table.tally(seq: stored.seq) { rollups.add(new) }
        draft.improved.insert(stored.seq)
        if let session = stored.sessionID { draft.stale.insert(session) }
    }

    /// Finds or makes the event's session, and learns what the event says of parents.
    private func place(_ event: RedactedEvent, _ draft: inout Draft) throws -> String? {
        guard let session = event.session else { return nil }
        let node = try tree.ensure(session, run: event.run, source: event.source, at: event.time)
        if let parent = event.parentSession {
            try tree.attach(node, to: parent, isInferred: false, at: event.time)
        }
        if let child = event.childSession, child.id != session.id {
            let childNode = try tree.ensure(child, run: nil, source: event.source, at: event.time)
            try tree.attach(childNode, to: session, isInferred: true, at: event.time)
        }
        if let origin = event.originSession {
            draft.links.append(Link(event: event, from: origin.id, to: session.id))
        }
        return node.id
    }
}
