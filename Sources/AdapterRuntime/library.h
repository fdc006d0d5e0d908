/* Loading a file and looking at what it offers, before any function of its table is called. */
#ifndef PWR_LIBRARY_H
#define PWR_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "plugwalk/adapter.h"

/* Loads the shared object (its constructors run) and checks its table field by field. On failure returns NULL and says in `why`
 * what is the matter and what would be right. `manifest` are the bytes of the file's section .plugwalk as the host read them.
 * The file stays loaded for ever: code that was loaded may have left threads, handlers and thread-local destructors behind. */
const pw_adapter *pwr_library_load(const char *path, pw_str manifest, char *why, size_t why_size);

/* The checks alone. True when the table can be used. */
bool pwr_table_check(const pw_adapter *table, pw_str manifest, char *why, size_t why_size);

#endif
