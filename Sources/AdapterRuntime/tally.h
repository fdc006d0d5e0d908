/* What count() and lost() have said since the last batch. Exact in number; when there are more distinct names than fit, the
 * further ones are added up under "(other)", so that an adapter that makes up names cannot fill the memory. */
#ifndef PWR_TALLY_H
#define PWR_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugwalk/types.h"
#include "plugwalk_runtime/frames.h"

typedef struct pwr_count {
  uint64_t n;
  pw_str name;
} pwr_count;

typedef struct pwr_loss {
  uint64_t n;
  pw_str stream;
  pw_str reason;
} pwr_loss;

typedef struct pwr_tally {
  pwr_count counts[PWR_MAX_COUNTS];
  uint32_t count_count;
  pwr_loss losses[PWR_MAX_LOSSES];
  uint32_t loss_count;
  int64_t since_ns; /* when the oldest of them came; meaningless while the tally is empty */
} pwr_tally;

bool pwr_tally_is_empty(const pwr_tally *tally);
void pwr_tally_count(pwr_tally *tally, pw_str name, uint64_t n);
void pwr_tally_lost(pwr_tally *tally, pw_str stream, uint64_t n, pw_str reason);

/* Bytes that the records and their strings take in a frame. */
size_t pwr_tally_table_bytes(const pwr_tally *tally);
size_t pwr_tally_text_bytes(const pwr_tally *tally);

uint8_t *pwr_tally_put_table(const pwr_tally *tally, uint8_t *at);
uint8_t *pwr_tally_put_text(const pwr_tally *tally, uint8_t *at);

void pwr_tally_clear(pwr_tally *tally);

#endif
