#ifndef FAULTS_H
#define FAULTS_H

#include <stdbool.h>

#include "plugwalk/plugwalk.h"

extern const pw_host *host;

/* Emits `count` (at most 64) events numbered from `first`, and the position after them. */
pw_status emit_numbers(uint32_t first, uint32_t count, uint32_t timeout_ms);

/* Offers malformed batches, one after the other, and logs "name: status first_bad" for each. */
pw_status run_malformed(void);

#endif
