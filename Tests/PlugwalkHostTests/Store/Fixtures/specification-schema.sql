-- Specification §5.2, word for word.
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  title TEXT,
  root_session_id TEXT,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  metadata_json TEXT
);

CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  parent_session_id TEXT,
  agent TEXT,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  FOREIGN KEY(run_id) REFERENCES runs(run_id)
);

CREATE TABLE events (
  event_id TEXT PRIMARY KEY,
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
  tags_json TEXT
);

CREATE INDEX idx_events_run_ts ON events(run_id, ts);
CREATE INDEX idx_events_session_ts ON events(session_id, ts);
CREATE INDEX idx_events_source_event_ts ON events(source_event, ts);
CREATE INDEX idx_events_severity_ts ON events(severity, ts);
CREATE INDEX idx_events_correlation ON events(correlation_id);
