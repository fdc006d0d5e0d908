/* A batch as an adapter offers it: checked before any of its pointers is followed, then copied into one frame. */
#ifndef PWR_BATCH_BYTES_H
#define PWR_BATCH_BYTES_H

#include <stddef.h>
#include <stdint.h>

#include "plugwalk/batch.h"
#include "tally.h"

/* What the check found out. */
typedef struct pwr_measure {
  uint64_t text_bytes; /* of all strings */
  uint32_t first_bad; /* index of the event that made the batch malformed, or UINT32_MAX */
} pwr_measure;

/* PW_OK, PW_E_INVALID or PW_E_TOO_BIG. Reads strides, flags and lengths; never the strings. */
pw_status pwr_batch_check(const pw_batch *batch, pwr_measure *measure);

/* Size of the batch's frame with its header, the tally included. */
size_t pwr_batch_frame_bytes(const pw_batch *batch, const pwr_measure *measure, const pwr_tally *tally);

/* Writes the frame into `frame`, which has pwr_batch_frame_bytes() bytes. */
void pwr_batch_put_frame(const pw_batch *batch, const pwr_tally *tally, uint64_t sequence, uint8_t *frame, size_t frame_bytes);

#endif
