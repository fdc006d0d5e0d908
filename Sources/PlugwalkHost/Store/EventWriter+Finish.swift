internal import PlugwalkModel
internal import SQLite

extension EventWriter {
    /// Folds, inserts and projects what the draft holds.
    func finish(_ draft: inout Draft) throws -> Commit {
        var commit = Commit()
        commit.bookings = draft.bookings
        commit.duplicates = draft.bookings.reduce(0) { $0 + $1.duplicates }
        let touched = try fold(&draft)
        commit.events = try insert(draft)
        try refold(draft.stale, &draft)
        try project(touched.union(draft.stale))
        try write(draft.links)
        let changes = tree.takeChanges()
        for run in changes.runs { try RunProjection(database: database).write(run) }
        commit.moves = changes.moves
        try replaceStale(&commit.events, of: draft)
        commit.improved = try draft.improved.sorted().compactMap { try table.event(seq: $0) }
        commit.watermark = draft.nextSeq - 1
        try rollups.flush(to: database)
        return commit
    }

    /// Places the new events of each session in display order; a session that cannot go on from its fold becomes stale.
    private func fold(_ draft: inout Draft) throws -> Set<String> {
        let groups = draft.indicesBySession()
        for (session, indices) in groups where !draft.stale.contains(session) {
            let sorted = indices.map { (index: $0, event: draft.pending[$0].foldEvent) }
                .sorted { $0.event.key < $1.event.key }
            guard let taken = try folds.fold(of: session).take(sorted.map(\.event)) else {
                draft.stale.insert(session)
                continue
            }
            for (entry, placement) in zip(sorted, taken.placements) { draft.pending[entry.index].placement = placement }
            try settle(taken, in: session, &draft)
        }
        return Set(groups.keys)
    }

    /// Writes what late events changed of the session's earlier ones.
    private func settle(_ taken: FoldedSession.Taken, in session: String, _ draft: inout Draft) throws {
        for step in taken.moved {
            guard let entry = try folds.history.entry(seq: step.event.seq) else { continue }
            try move(entry, to: step.placement, in: session)
            draft.improved.insert(step.event.seq)
        }
        try SessionProjection(database: database).settle(taken, of: session)
    }

    /// - Returns: The new events, as they were inserted.
    private func insert(_ draft: Draft) throws -> [Event] {
        var events: [Event] = []
        events.reserveCapacity(draft.pending.count)
        for pending in draft.pending {
            let event = pending.event(in: try pending.sessionID.flatMap { try tree.node($0) }, &correlations)
            let isPartOfCall = pending.placement?.isPartOfCall ?? false
            try table.insert(
                event, isPartOfCall: isPartOfCall, unit: pending.unit, agent: pending.agent, tags: pending.event.tags)
            rollups.add(Tally(event, isPartOfCall: isPartOfCall))
            events.append(event)
        }
        return events
    }

    private func refold(_ sessions: Set<String>, _ draft: inout Draft) throws {
        for session in sessions {
            var moved: [(SessionHistory.Entry, Placement)] = []
            let folded = try folds.refold(session) { entry, placement in
                if !entry.isPlaced(as: placement, in: session) { moved.append((entry, placement)) }
            }
            folded.changeAll()
            for (entry, placement) in moved {
                try move(entry, to: placement, in: session)
                // Those of this transaction are told as new.
                if entry.event.seq < draft.firstSeq { draft.improved.insert(entry.event.seq) }
            }
            try SessionProjection(database: database).clearSpans(of: session, foldedAs: folded.fold)
        }
    }

    private func move(_ entry: SessionHistory.Entry, to placement: Placement, in session: String) throws {
        let seq = entry.event.seq
        let isCountedElsewhere = entry.agent != placement.agent || entry.isPartOfCall != placement.isPartOfCall
        if isCountedElsewhere, let old = try table.tally(seq: seq) { rollups.add(old, -1) }
        try table.place(
            seq, correlationID: CorrelationID.make(session: session, unit: placement.unit),
            agent: placement.agent, tags: entry.ownTags.tagged(Tag.copied, placement.isCopied), ownTags: entry.ownTags,
            isPartOfCall: placement.isPartOfCall)
        if isCountedElsewhere, let new = try table.tally(seq: seq) { rollups.add(new) }
    }

    private func project(_ sessions: Set<String>) throws {
        let projection = SessionProjection(database: database)
        for session in sessions {
            guard let node = try tree.node(session) else { continue }
            try projection.write(try folds.fold(of: session), of: node)
            tree.noteChange(ofRun: node.runID)
            try tree.dateAncestors(of: node)
        }
    }

    private func write(_ links: [Link]) throws {
        for link in links {
            try database.prepare(Link.insert).run(link.from, link.to, link.kind, link.confidence, link.evidence)
        }
    }

    /// Events of stale sessions were placed after their insertion: they are told as they are stored now.
    private func replaceStale(_ events: inout [Event], of draft: Draft) throws {
        guard !draft.stale.isEmpty else { return }
        for (index, pending) in draft.pending.enumerated() {
            guard let session = pending.sessionID, draft.stale.contains(session) else { continue }
            if let stored = try table.event(seq: pending.seq) { events[index] = stored }
        }
    }
}

extension SessionHistory.Entry {
    func isPlaced(as placement: Placement, in session: String) -> Bool {
        agent == placement.agent && tags.contains(Tag.copied) == placement.isCopied
            && isPartOfCall == placement.isPartOfCall
            && correlationID == CorrelationID.make(session: session, unit: placement.unit)
    }
}
