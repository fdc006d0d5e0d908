/* The fastest way to write what the daemon wrote: a loop in C over rows that lie in memory.
 *
 *   raw-loop SOURCE TARGET [BATCH]
 *
 * Reads all rows of SOURCE, a dataset of the daemon's, then writes them into the new file TARGET: the same schema and indexes,
 * the same settings of the connection, BATCH events in a transaction (default 5000, the daemon's own bound), and in each
 * transaction the rows that the daemon writes with those events: their spans when they begin and when they end, their sessions
 * and runs, the roll-ups, the instance's account and checkpoint. A second thread moves the write-ahead log into the file, as
 * the daemon's maintenance does. Prints the seconds of the writing. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Dataset.writerCacheKilobytes, WriterLoop.maxLogBytes, Clockwork.maxLogBytes and Clockwork.tick. */
enum { CACHE_KB = 16384, WRITER_LOG_BYTES = 64 << 20, MAINTENANCE_LOG_BYTES = 4 << 20, TICK_MS = 250 };

/* What is read, ?1 being the number of events in a transaction, and into which table it goes; `again`: what to do with a row
 * that is there already. Parents come before their children. */
static const struct {
  const char *read, *table, *again;
} tables[] = {
    {"SELECT DISTINCT (e.seq - 1) / ?1 AS part, r.* FROM events e JOIN runs r USING (run_id) ORDER BY part", "runs",
     "ON CONFLICT DO UPDATE SET root_session_id = excluded.root_session_id, title = excluded.title, status = excluded.status,"
     " started_at = excluded.started_at, ended_at = excluded.ended_at"},
    {"SELECT DISTINCT (e.seq - 1) / ?1 AS part, s.* FROM events e JOIN sessions s USING (session_id) ORDER BY part", "sessions",
     "ON CONFLICT DO UPDATE SET agent = excluded.agent, status = excluded.status, started_at = excluded.started_at,"
     " ended_at = excluded.ended_at, title = excluded.title"},
    {"SELECT (seq - 1) / ?1, * FROM events ORDER BY seq", "events", ""},
    {"SELECT (first_seq - 1) / ?1 AS part, * FROM spans UNION SELECT (last_seq - 1) / ?1, * FROM spans ORDER BY part", "spans",
     NULL},
    {"SELECT (seq - 1) / ?1 AS part, strftime('%s', ts) / 60, source, severity, coalesce(status, ''), entity_type, agent, "
     "is_call,"
     " count(*) FROM events GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY part",
     "rollups", "ON CONFLICT DO UPDATE SET events = events + excluded.events"},
    {"SELECT (seq - 1) / ?1 AS part, strftime('%s', ts) / 3600, source, severity, coalesce(status, ''), entity_type, agent, "
     "is_call,"
     " count(*) FROM events GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY part",
     "hour_rollups", "ON CONFLICT DO UPDATE SET events = events + excluded.events"},
    {"SELECT (seq - 1) / ?1 AS part, coalesce(session_id, ''), source, severity, coalesce(status, ''), entity_type, agent, "
     "count(*)"
     " FROM events GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY part",
     "tallies", "ON CONFLICT DO UPDATE SET events = events + excluded.events"},
    {"SELECT DISTINCT (seq - 1) / ?1 AS part, i.* FROM events e JOIN adapter_instances i USING (instance) ORDER BY part",
     "adapter_instances", NULL},
    {"SELECT DISTINCT (seq - 1) / ?1 AS part, c.* FROM events e JOIN counts c USING (instance) ORDER BY part", "counts", NULL},
    {"SELECT DISTINCT (seq - 1) / ?1 AS part, c.* FROM events e JOIN checkpoints c USING (instance) ORDER BY part",
     "checkpoints", NULL},
};

static const char *target;
static atomic_bool is_done;

static sqlite3 *opened(const char *path, int flags) {
  sqlite3 *database = NULL;
  int code = sqlite3_open_v2(path, &database, flags | SQLITE_OPEN_NOMUTEX, NULL);
  must(database, code, path);
  return database;
}

static void run(sqlite3 *database, const char *sql) { must(database, sqlite3_exec(database, sql, NULL, NULL, NULL), sql); }

/* A new file with the source's schema. */
static sqlite3 *make_target(sqlite3 *source) {
  sqlite3 *database = opened(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  char settings[256];
  snprintf(settings, sizeof settings,
           "PRAGMA cache_size = -%d; PRAGMA mmap_size = 0; PRAGMA synchronous = normal; PRAGMA foreign_keys = on;"
           "PRAGMA auto_vacuum = incremental; PRAGMA journal_mode = wal; PRAGMA journal_size_limit = %d",
           CACHE_KB, WRITER_LOG_BYTES);
  run(database, settings);
  sqlite3_wal_autocheckpoint(database, 0);
  rows schema = rows_read(source, "SELECT 0, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'", 0);
  for (int64_t index = 0; index < schema.count; index++) {
    char *sql = strndup(schema.values[index].bytes, (size_t)schema.values[index].length);
    run(database, sql);
    free(sql);
  }
  return database;
}

static int64_t log_bytes(void) {
  char path[4096];
  struct stat info;
  snprintf(path, sizeof path, "%s-wal", target);
  return stat(path, &info) == 0 ? info.st_size : 0;
}

static void *maintain(void *unused) {
  sqlite3 *database = opened(target, SQLITE_OPEN_READWRITE);
  while (!is_done) {
    usleep(TICK_MS * 1000);
    if (log_bytes() > MAINTENANCE_LOG_BYTES) sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  }
  sqlite3_close(database);
  return unused;
}

/* The statement that writes a row of a table; without a rule for `again` the new row replaces the old one. */
static sqlite3_stmt *writing(sqlite3 *database, size_t table, int columns) {
  char sql[1024], *end = sql;
  end += sprintf(end, "INSERT %sINTO %s VALUES (?", tables[table].again == NULL ? "OR REPLACE " : "", tables[table].table);
  for (int column = 1; column < columns; column++) end += sprintf(end, ", ?");
  sprintf(end, ") %s", tables[table].again == NULL ? "" : tables[table].again);
  sqlite3_stmt *statement;
  int code = sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  must(database, code, sql);
  return statement;
}

static void write_row(sqlite3 *database, sqlite3_stmt *statement, const value *values, int columns) {
  for (int column = 0; column < columns; column++) {
    const value *one = &values[column];
    switch (one->type) {
      case SQLITE_INTEGER:
        sqlite3_bind_int64(statement, column + 1, one->integer);
        break;
      case SQLITE_TEXT:
        sqlite3_bind_text(statement, column + 1, one->bytes, one->length, SQLITE_STATIC);
        break;
      case SQLITE_BLOB:
        sqlite3_bind_blob(statement, column + 1, one->bytes, one->length, SQLITE_STATIC);
        break;
      default:
        sqlite3_bind_null(statement, column + 1);
    }
  }
  must(database, sqlite3_step(statement), sqlite3_sql(statement));
  sqlite3_reset(statement);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Writes all rows, transaction by transaction. */
static void write_all(sqlite3 *database, const rows *all, sqlite3_stmt *const *statements, int64_t transactions) {
  int64_t next[COUNT(tables)] = {0};
  for (int64_t transaction = 0; transaction < transactions; transaction++) {
    run(database, "BEGIN IMMEDIATE");
    for (size_t table = 0; table < COUNT(tables); table++) {
      const rows *these = &all[table];
      for (; next[table] < these->count && these->transactions[next[table]] == transaction; next[table]++)
        write_row(database, statements[table], &these->values[next[table] * these->columns], these->columns);
    }
    run(database, "COMMIT");
    if (log_bytes() > WRITER_LOG_BYTES) sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
  }
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: raw-loop SOURCE TARGET [BATCH]\n");
    return 2;
  }
  target = arguments[2];
  int64_t batch = count > 3 ? strtoll(arguments[3], NULL, 10) : 5000;
  sqlite3 *source = opened(arguments[1], SQLITE_OPEN_READONLY);
  rows all[COUNT(tables)];
  for (size_t table = 0; table < COUNT(tables); table++) all[table] = rows_read(source, tables[table].read, batch);
  sqlite3 *database = make_target(source);
  sqlite3_busy_timeout(database, 5000);
  sqlite3_stmt *statements[COUNT(tables)];
  for (size_t table = 0; table < COUNT(tables); table++) statements[table] = writing(database, table, all[table].columns);
  int64_t transactions = 0;
  for (size_t table = 0; table < COUNT(tables); table++) {
    int64_t last = all[table].count == 0 ? 0 : all[table].transactions[all[table].count - 1] + 1;
    if (last > transactions) transactions = last;
  }
  pthread_t maintenance;
  pthread_create(&maintenance, NULL, maintain, NULL);
  double start = seconds();
  write_all(database, all, statements, transactions);
  printf("%.4f\n", seconds() - start);
  is_done = true;
  pthread_join(maintenance, NULL);
  for (size_t table = 0; table < COUNT(tables); table++) sqlite3_finalize(statements[table]);
  sqlite3_close(database);
  sqlite3_close(source);
  return 0;
}
