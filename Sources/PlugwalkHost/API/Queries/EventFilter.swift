package import PlugwalkModel
internal import SQLite
internal import StrictJSON

/// Which events are wanted: the parameters that every read of events takes. A set that is empty restricts nothing.
///
/// It is applied by SQL when pages are read and by `matches` when events are streamed; both must say the same.
package struct EventFilter: Sendable, Equatable {
    package var sources: Set<String> = []
    package var agents: Set<String> = []
    package var severities: Set<Severity> = []
    package var statuses: Set<Status> = []
    package var types: Set<EntityType> = []
    package var runIDs: Set<String> = []
    package var sessionIDs: Set<String> = []

    package init() {}

    package func matches(_ event: Event) -> Bool {
        Self.admits(sources, event.source) && Self.admits(agents, event.agent)
            && Self.admits(severities, event.severity) && Self.admits(statuses, event.status)
            && Self.admits(types, event.entityType) && Self.admits(runIDs, event.runID)
            && Self.admits(sessionIDs, event.sessionID)
    }

    /// Whether a move between runs concerns who asked for these events.
    package func matches(_ move: RunMove) -> Bool {
        runIDs.isEmpty || runIDs.contains(move.from) || runIDs.contains(move.to)
    }

    private static func admits<Value: Hashable>(_ wanted: Set<Value>, _ value: Value?) -> Bool {
        if wanted.isEmpty { return true }
        return value.map(wanted.contains) ?? false
    }
}

extension EventFilter {
    /// Whether it restricts what roll-ups count by.
    var restrictsCounts: Bool {
        !(sources.isEmpty && agents.isEmpty && severities.isEmpty && statuses.isEmpty && types.isEmpty)
    }

    /// The conditions on a row of `events`. Each list is a JSON array, or NULL for no restriction.
    static let conditions = """
        (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:agents IS NULL OR agent IN (SELECT value FROM json_each(:agents)))
          AND (:severities IS NULL OR severity IN (SELECT value FROM json_each(:severities)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND (:types IS NULL OR entity_type IN (SELECT value FROM json_each(:types)))
          AND (:sessions IS NULL OR session_id IN (SELECT value FROM json_each(:sessions)))
          AND (:runs IS NULL OR run_id IN (SELECT value FROM json_each(:runs)))
        """

    /// The same conditions on a row of `spans` that is a call.
    static let callConditions = """
        (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:agents IS NULL OR agent IN (SELECT value FROM json_each(:agents)))
          AND (:severities IS NULL OR severity IN (SELECT value FROM json_each(:severities)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND (:types IS NULL OR iif(kind = 'call', 'tool', kind) IN (SELECT value FROM json_each(:types)))
          AND (:sessions IS NULL OR session_id IN (SELECT value FROM json_each(:sessions)))
          AND (:runs IS NULL OR run_id IN (SELECT value FROM json_each(:runs)))
        """

    /// The same conditions on a row of `rollups`, which know neither run nor session.
    static let rollupConditions = """
        (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
          AND (:agents IS NULL OR agent IN (SELECT value FROM json_each(:agents)))
          AND (:severities IS NULL OR severity IN (SELECT value FROM json_each(:severities)))
          AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
          AND (:types IS NULL OR entity_type IN (SELECT value FROM json_each(:types)))
        """

    func bind(to bindings: inout Bindings) {
        bindCounted(to: &bindings)
        bindings.bind(Self.json(sessionIDs), at: ":sessions")
        bindings.bind(Self.json(runIDs), at: ":runs")
    }

    func bindCounted(to bindings: inout Bindings) {
        bindings.bind(Self.json(sources), at: ":sources")
        bindings.bind(Self.json(agents), at: ":agents")
        bindings.bind(Self.json(severities.map(\.rawValue)), at: ":severities")
        bindings.bind(Self.json(statuses.map(\.rawValue)), at: ":statuses")
        bindings.bind(Self.json(types.map(\.rawValue)), at: ":types")
    }

    /// A JSON array for `json_each`, so that one statement serves lists of any length; nil for no restriction.
    static func json(_ values: some Collection<String>) -> String? {
        if values.isEmpty { return nil }
        var writer = JSONWriter()
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
