internal import PlugwalkModel
internal import SQLite

extension EventWriter {
    /// Folds, inserts and projects what the draft holds.
    func finish(_ draft: inout Draft) throws -> Commit {
        var commit = Commit()
        commit.bookings = draft.bookings
        commit.duplicates = draft.bookings.reduce(0) { $0 + $1.duplicates }
        let touched = try fold(&draft)
        try insert(draft)
        try refold(draft.stale, &draft)
        try project(touched.union(draft.stale))
        try write(draft.links)
        let changes = tree.takeChanges()
        for run in changes.runs { try RunProjection(database: database).write(run) }
        commit.moves = changes.moves
        commit.events = try events(of: draft)
        commit.improved = try draft.improved.sorted().compactMap { try table.event(seq: $0) }
        commit.watermark = draft.nextSeq - 1
        try rollups.flush(to: database)
        return commit
    }

    /// Places the new events of each session in display order; a session that cannot go on from its fold becomes stale.
    private func fold(_ draft: inout Draft) throws -> Set<String> {
        let groups = draft.indicesBySession()
        for (session, indices) in groups where !draft.stale.contains(session) {
            let fold = try folds.fold(of: session)
            let sorted = indices.map { (index: $0, event: draft.pending[$0].foldEvent) }
                .sorted { $0.event.key < $1.event.key }
            for (index, event) in sorted {
                guard fold.admit(event) else {
                    draft.stale.insert(session)
                    break
                }
                draft.pending[index].placement = fold.apply(event)
            }
        }
        return Set(groups.keys)
    }

    private func insert(_ draft: Draft) throws {
        for pending in draft.pending {
            let event = pending.event(in: try pending.sessionID.flatMap { try tree.node($0) }, pending.placement)
            try table.insert(event, unit: pending.unit, agent: pending.agent, tags: pending.event.tags)
            rollups.add(event)
        }
    }

    private func refold(_ sessions: Set<String>, _ draft: inout Draft) throws {
        for session in sessions {
            var moved: [(SessionHistory.Entry, Placement)] = []
            let fold = try folds.refold(session) { entry, placement in
                if !entry.isPlaced(as: placement, in: session) { moved.append((entry, placement)) }
            }
            fold.changed = Set(fold.spans.keys)
            for (entry, placement) in moved {
                try move(entry, to: placement, in: session)
                // Those of this transaction are told as new.
                if entry.event.seq < draft.firstSeq { draft.improved.insert(entry.event.seq) }
            }
            try SessionProjection(database: database).clearSpans(of: session)
        }
    }

    private func move(_ entry: SessionHistory.Entry, to placement: Placement, in session: String) throws {
        let agentChanges = entry.agent != placement.agent
        if agentChanges, let old = try table.event(seq: entry.event.seq) { rollups.add(old, -1) }
        try table.place(
            entry.event.seq, correlationID: CorrelationID.make(session: session, unit: placement.unit),
            agent: placement.agent, tags: entry.ownTags.tagged(Tag.copied, placement.isCopied), ownTags: entry.ownTags)
        if agentChanges, let new = try table.event(seq: entry.event.seq) { rollups.add(new) }
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

    /// The new events as they are stored now: those of stale sessions were placed after their insertion.
    private func events(of draft: Draft) throws -> [Event] {
        try draft.pending.compactMap { pending in
            if let session = pending.sessionID, draft.stale.contains(session) { return try table.event(seq: pending.seq) }
            return pending.event(in: try pending.sessionID.flatMap { try tree.node($0) }, pending.placement)
        }
    }
}

extension SessionHistory.Entry {
    func isPlaced(as placement: Placement, in session: String) -> Bool {
        agent == placement.agent && tags.contains(Tag.copied) == placement.isCopied
            && correlationID == CorrelationID.make(session: session, unit: placement.unit)
    }
}
