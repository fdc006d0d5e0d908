/* What emit() takes: events, and the source position after them. */
#ifndef PLUGWALK_BATCH_H
#define PLUGWALK_BATCH_H

#include "plugwalk/event.h"
#include "plugwalk/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* pw_checkpoint.flags */
#define PW_CHECKPOINT_FORGET 1u /* the stream is gone, e.g. its file was deleted: remove its checkpoint */

/* A saved position of one stream. The blob belongs to the adapter; the host stores and returns it and never looks inside. It
 * should carry the identity of the source object (inode and a hash of the bytes before the offset, epoch, etag) and no text. */
typedef struct pw_checkpoint {
  uint32_t size;
  uint32_t flags;
  pw_str stream;
  pw_str blob; /* at most PW_MAX_CHECKPOINT bytes, any bytes */
} pw_checkpoint;

/* pw_batch.flags */
#define PW_BATCH_DROPPABLE 1u /* the host may shed this batch and count it instead of making emit() wait */

/* The checkpoints describe the position AFTER all events of the batch: the host writes both in one transaction, so that a
 * checkpoint is never visible without its events. A batch without events is a bare position update and is legal. */
typedef struct pw_batch {
  uint32_t size;
  uint32_t flags;
  const pw_event *events;
  uint32_t event_count;
  uint32_t event_stride; /* bytes from one event to the next, the adapter's sizeof(pw_event) */
  const pw_checkpoint *checkpoints;
  uint32_t checkpoint_count;
  uint32_t checkpoint_stride;
} pw_batch;

/* pw_receipt.flags */
#define PW_RECEIPT_STOPPING 1u /* stop has been asked for */

/* What emit() says about a batch, when the adapter passes one. The adapter sets `size`. */
typedef struct pw_receipt {
  uint32_t size;
  uint32_t first_bad; /* index of the event that made the batch malformed, or UINT32_MAX */
  uint64_t sequence; /* the batch's number: per instance, strictly increasing, never used again */
  uint32_t accepted; /* events taken */
  uint32_t reserved;
  uint16_t queue_percent; /* how full the way to the host is */
  uint16_t flags;
  uint32_t reserved2;
} pw_receipt;

#ifdef __cplusplus
}
#endif
#endif
