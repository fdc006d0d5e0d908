/* Rows of a database in memory, each with the number of the transaction that writes it. */
#ifndef PLUGWALK_BENCH_ROWS_H
#define PLUGWALK_BENCH_ROWS_H

#include <sqlite3.h>
#include <stdint.h>

/* A value as SQLite holds it: an integer, or bytes; `type` is SQLITE_INTEGER, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL. */
typedef struct value {
  int type;
  int length;
  union {
    int64_t integer;
    char *bytes;
  };
} value;

typedef struct rows {
  int columns; /* of each row, without the transaction's number */
  int64_t count;
  int64_t *transactions; /* of each row, rising */
  value *values;
} rows;

/* Reads what `sql` gives: the transaction's number, then the row's columns. Ends the program when it cannot. */
rows rows_read(sqlite3 *database, const char *sql, int64_t batch);

/* Ends the program with SQLite's words unless `code` is SQLITE_OK, SQLITE_ROW or SQLITE_DONE. */
void must(sqlite3 *database, int code, const char *what);

#endif
