internal import SQLite

/// The schema of a dataset: the specification's tables, columns, indexes and views by name (§5.2, §5.3), and what the host adds.
///
/// A migration that has been part of a release is never edited.
enum Schema {
    static let migrations = [
        Migration("Create runs, sessions and events", sql: createEvents),
        Migration("Create spans, links and roll-ups", sql: createProjections),
        Migration("Create adapter instances, checkpoints and their accounts", sql: createIntake),
        Migration("Create the views of active runs and incidents", sql: createViews),
    ]

    // The specification has event_id as the key of events. A stable cursor needs seq, so event_id is UNIQUE instead.
    // unit_ref, agent_ref and tags_ref hold what the record itself said; correlation_id, agent and tags_json what the host made
    // of it. tags_ref is NULL while both are the same. is_call: the event is part of a call that has a span.
    // idx_events_order ends with what lists are filtered by, so that only events that are wanted are looked up.
    private static let createEvents = """
        CREATE TABLE runs (
          run_id TEXT PRIMARY KEY,
          source TEXT NOT NULL,
          title TEXT,
          root_session_id TEXT,
          status TEXT NOT NULL,
          started_at TEXT NOT NULL,
          ended_at TEXT,
          metadata_json TEXT,
          native_id TEXT NOT NULL
        ) STRICT;
        CREATE INDEX idx_runs_started ON runs(started_at, run_id);
        CREATE INDEX idx_runs_status ON runs(status, started_at);

        CREATE TABLE sessions (
          session_id TEXT PRIMARY KEY,
          run_id TEXT NOT NULL,
          parent_session_id TEXT,
          agent TEXT,
          status TEXT NOT NULL,
          started_at TEXT NOT NULL,
          ended_at TEXT,
          native_id TEXT NOT NULL,
          source TEXT NOT NULL,
          title TEXT,
          parent_is_inferred INTEGER NOT NULL DEFAULT 0,
          run_is_named INTEGER NOT NULL DEFAULT 0,
          FOREIGN KEY(run_id) REFERENCES runs(run_id)
        ) STRICT;
        CREATE INDEX idx_sessions_run ON sessions(run_id, started_at);
        CREATE INDEX idx_sessions_parent ON sessions(parent_session_id);

        CREATE TABLE events (
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          event_id TEXT NOT NULL UNIQUE,
          ts TEXT NOT NULL,
          run_id TEXT,
          session_id TEXT,
          source TEXT NOT NULL,
          source_event TEXT NOT NULL,
          entity_type TEXT NOT NULL,
          entity_id TEXT,
          status TEXT,
          severity TEXT,
          title TEXT,
          summary TEXT,
          payload_json TEXT,
          correlation_id TEXT,
          tags_json TEXT,
          instance TEXT NOT NULL,
          received_at TEXT NOT NULL,
          source_ts TEXT,
          ts_quality TEXT NOT NULL,
          source_order INTEGER,
          agent TEXT NOT NULL,
          parent_session_id TEXT,
          unit_ref TEXT,
          agent_ref TEXT,
          tags_ref TEXT,
          is_call INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX idx_events_run_ts ON events(run_id, ts);
        CREATE INDEX idx_events_session_ts ON events(session_id, ts);
        CREATE INDEX idx_events_source_event_ts ON events(source_event, ts);
        CREATE INDEX idx_events_severity_ts ON events(severity, ts);
        CREATE INDEX idx_events_correlation ON events(correlation_id);
        CREATE INDEX idx_events_order
          ON events(ts, source_order, event_id, is_call, source, severity, status, entity_type, agent);
        CREATE INDEX idx_events_failed ON events(run_id, correlation_id, ts) WHERE status = 'failed';
        """

    // rollups, hour_rollups and tallies count events per minute, hour and session (empty: none) by what one filters by; no status
    // is the empty text.
    // reorderings keeps where a listed item stood before it moved, so that a walk through pages goes on in the order of its first
    // page: an event by its id, a call by session, kind and entity, a run by its id.
    private static let createProjections = """
        CREATE TABLE spans (
          session_id TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('call', 'task', 'turn', 'wait', 'retry')),
          entity_id TEXT NOT NULL,
          run_id TEXT NOT NULL,
          name TEXT,
          title TEXT,
          status TEXT NOT NULL,
          started_at TEXT NOT NULL,
          ended_at TEXT,
          duration_ms INTEGER,
          reason TEXT,
          correlation_id TEXT,
          call_id TEXT,
          child_native_id TEXT,
          is_inferred INTEGER NOT NULL,
          first_seq INTEGER NOT NULL,
          last_seq INTEGER NOT NULL,
          start_event_id TEXT NOT NULL,
          end_event_id TEXT,
          source TEXT NOT NULL,
          agent TEXT NOT NULL,
          severity TEXT NOT NULL,
          start_order INTEGER,
          events INTEGER NOT NULL,
          newest_seq INTEGER NOT NULL,
          PRIMARY KEY (session_id, kind, entity_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idx_spans_run ON spans(run_id, started_at);
        CREATE INDEX idx_spans_open ON spans(run_id, kind) WHERE ended_at IS NULL;
        CREATE INDEX idx_spans_failed ON spans(run_id) WHERE status = 'failed';
        CREATE INDEX idx_spans_calls ON spans(started_at, status, severity, source, agent) WHERE kind IN ('call', 'task');

        CREATE TABLE links (
          from_id TEXT NOT NULL,
          to_id TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('launched', 'same', 'continues', 'forked')),
          confidence REAL NOT NULL,
          evidence_event_id TEXT NOT NULL,
          PRIMARY KEY (from_id, to_id, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idx_links_to ON links(to_id);

        CREATE TABLE rollups (
          minute INTEGER NOT NULL,
          source TEXT NOT NULL,
          severity TEXT NOT NULL,
          status TEXT NOT NULL,
          entity_type TEXT NOT NULL,
          agent TEXT NOT NULL,
          is_call INTEGER NOT NULL,
          events INTEGER NOT NULL,
          PRIMARY KEY (minute, source, severity, status, entity_type, agent, is_call)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE hour_rollups (
          hour INTEGER NOT NULL,
          source TEXT NOT NULL,
          severity TEXT NOT NULL,
          status TEXT NOT NULL,
          entity_type TEXT NOT NULL,
          agent TEXT NOT NULL,
          is_call INTEGER NOT NULL,
          events INTEGER NOT NULL,
          PRIMARY KEY (hour, source, severity, status, entity_type, agent, is_call)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tallies (
          session_id TEXT NOT NULL,
          source TEXT NOT NULL,
          severity TEXT NOT NULL,
          status TEXT NOT NULL,
          entity_type TEXT NOT NULL,
          agent TEXT NOT NULL,
          events INTEGER NOT NULL,
          PRIMARY KEY (session_id, source, severity, status, entity_type, agent)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reorderings (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          list TEXT NOT NULL CHECK (list IN ('events', 'calls', 'runs')),
          item TEXT NOT NULL,
          ts TEXT NOT NULL,
          source_order INTEGER,
          seq INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX idx_reorderings_item ON reorderings(list, item, id);
        CREATE INDEX idx_reorderings_place ON reorderings(list, ts, source_order);
        """

    private static let createIntake = """
        CREATE TABLE adapter_instances (
          instance TEXT PRIMARY KEY,
          adapter TEXT NOT NULL,
          adapter_version TEXT NOT NULL,
          short TEXT NOT NULL,
          source TEXT NOT NULL,
          last_sequence INTEGER NOT NULL,
          first_seen_at TEXT NOT NULL,
          last_seen_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE checkpoints (
          instance TEXT NOT NULL,
          stream TEXT NOT NULL,
          blob BLOB NOT NULL,
          adapter_version TEXT NOT NULL,
          checkpoint_version INTEGER NOT NULL,
          updated_at TEXT NOT NULL,
          PRIMARY KEY (instance, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE counts (
          instance TEXT NOT NULL,
          origin TEXT NOT NULL CHECK (origin IN ('host', 'adapter')),
          name TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (instance, origin, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE loss (
          instance TEXT NOT NULL,
          stream TEXT NOT NULL,
          reason TEXT NOT NULL,
          count INTEGER NOT NULL,
          last_at TEXT NOT NULL,
          PRIMARY KEY (instance, stream, reason)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE quarantine (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          instance TEXT NOT NULL,
          received_at TEXT NOT NULL,
          reason TEXT NOT NULL,
          source_event TEXT NOT NULL,
          stream TEXT NOT NULL,
          excerpt TEXT NOT NULL
        ) STRICT;
        """

    // An incident: failed events of one unit of work, no two neighbours more than five minutes apart. Guessed times and copied
    // history do not count.
    private static let createViews = """
        CREATE VIEW active_runs_view AS
          SELECT * FROM runs WHERE status IN ('running', 'retry', 'blocked');

        CREATE VIEW incident_view AS
          WITH failed AS (
            SELECT seq, event_id, run_id, correlation_id, ts,
              strftime('%s', ts) * 1000 + substr(ts, 21, 3) AS ms
            FROM events
            WHERE status = 'failed' AND ts_quality <> 'estimated' AND instr(coalesce(tags_json, ''), '"copied"') = 0
          ), spaced AS (
            SELECT *, coalesce(ms - lag(ms) OVER (PARTITION BY run_id, correlation_id ORDER BY ts, seq) > 300000, 1) AS begins
            FROM failed
          ), numbered AS (
            SELECT *, sum(begins) OVER (PARTITION BY run_id, correlation_id ORDER BY ts, seq) AS part FROM spaced
          ), first AS (
            SELECT *, first_value(event_id) OVER (PARTITION BY run_id, correlation_id, part ORDER BY ts, seq) AS first_event_id
            FROM numbered
          )
          SELECT 'inc_' || substr(first_event_id, 5) AS incident_id, run_id, correlation_id, min(ts) AS first_ts,
            max(ts) AS last_ts, count(*) AS events, first_event_id
          FROM first GROUP BY run_id, correlation_id, part, first_event_id;
        """
}
