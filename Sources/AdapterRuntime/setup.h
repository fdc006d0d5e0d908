/* What the host says before the adapter is loaded: the CHECKPOINTS frames and START. */
#ifndef PWR_SETUP_H
#define PWR_SETUP_H

#include <stdbool.h>
#include <stdint.h>

#include "plugwalk/batch.h"
#include "plugwalk/types.h"

/* One frame's body; the strings of the setup point into it. */
typedef struct pwr_body {
  struct pwr_body *next;
  uint32_t length;
  uint8_t bytes[];
} pwr_body;

typedef struct pwr_setup {
  uint32_t generation;
  uint32_t pulse_ms;
  uint64_t window;
  uint32_t checkpoint_flush_ms;
  pw_str instance;
  pw_str config_json;
  pw_str state_dir;
  pw_str manifest;
  pw_checkpoint *checkpoints;
  uint32_t checkpoint_count;
  pwr_body *bodies;
} pwr_setup;

/* Reads frames from `socket` until START has come; blocks. False when the peer closed or sent something else. */
bool pwr_setup_read(pwr_setup *setup, int socket);

void pwr_setup_free(pwr_setup *setup);

#endif
