#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void must(sqlite3 *database, int code, const char *what) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  fprintf(stderr, "raw-loop: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void *grown(void *memory, int64_t count, size_t size) {
  memory = realloc(memory, (size_t)count * size);
  if (memory == NULL) abort();
  return memory;
}

static value value_read(sqlite3_stmt *statement, int column) {
  value result = {.type = sqlite3_column_type(statement, column)};
  if (result.type == SQLITE_INTEGER) {
    result.integer = sqlite3_column_int64(statement, column);
  } else if (result.type != SQLITE_NULL) {
    const void *bytes = sqlite3_column_blob(statement, column);
    result.length = sqlite3_column_bytes(statement, column);
    result.bytes = grown(NULL, result.length + 1, 1);
    if (result.length > 0) memcpy(result.bytes, bytes, (size_t)result.length);
  }
  return result;
}

rows rows_read(sqlite3 *database, const char *sql, int64_t batch) {
  sqlite3_stmt *statement;
  must(database, sqlite3_prepare_v2(database, sql, -1, &statement, NULL), sql);
  if (sqlite3_bind_parameter_count(statement) > 0) sqlite3_bind_int64(statement, 1, batch);
  rows result = {.columns = sqlite3_column_count(statement) - 1};
  int64_t capacity = 0;
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    if (result.count == capacity) {
      capacity = capacity == 0 ? 4096 : capacity * 2;
      result.transactions = grown(result.transactions, capacity, sizeof *result.transactions);
      result.values = grown(result.values, capacity * result.columns, sizeof *result.values);
    }
    result.transactions[result.count] = sqlite3_column_int64(statement, 0);
    for (int column = 0; column < result.columns; column++)
      result.values[result.count * result.columns + column] = value_read(statement, column + 1);
    result.count++;
  }
  must(database, code, sql);
  sqlite3_finalize(statement);
  return result;
}
