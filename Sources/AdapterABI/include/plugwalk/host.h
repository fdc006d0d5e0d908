/* What the host offers to an adapter: one table of functions, valid from the start of create() to the end of destroy(). */
#ifndef PLUGWALK_HOST_H
#define PLUGWALK_HOST_H

#include "plugwalk/batch.h"
#include "plugwalk/health.h"
#include "plugwalk/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Receives one checkpoint of each_checkpoint(); its slices live until it returns. Non-zero ends the walk. */
typedef pw_status (*pw_checkpoint_fn)(void *user, const pw_checkpoint *checkpoint);

typedef struct pw_host {
  uint32_t size;
  uint16_t abi_major;
  uint16_t abi_minor;

  /* First argument of every function below. */
  void *ctx;

  /* [any-thread] Hands over a batch. All or nothing: PW_OK means that the host has copied the whole batch into its bounded
   * queue; after any other answer it has taken nothing. Waits up to `timeout_ms` while the queue is full (then PW_BUSY); after
   * the request to stop it still takes batches until the grace time is over (then PW_STOPPING). An event with bad UTF-8, bad
   * JSON or an undeclared kind does not fail the batch: the host puts that event into its quarantine with the reason and stores
   * the rest. Concurrent calls for one stream are the adapter's own race. `out` may be NULL. */
  pw_status (*emit)(void *ctx, const pw_batch *batch, uint32_t timeout_ms, pw_receipt *out);

  /* [any-thread] The only sleep an adapter needs: PW_OK after `timeout_ms`, PW_STOPPING at once when stop is asked for. */
  pw_status (*wait)(void *ctx, uint32_t timeout_ms);

  /* [run-thread, in create() and run()] Walks the positions that were committed before this start, in no order. Returns
   * PW_OK, or what `fn` returned to end the walk. */
  pw_status (*each_checkpoint)(void *ctx, pw_checkpoint_fn fn, void *user);

  /* [any-thread] Tells the adapter's health. Repeating an equal report costs nothing. */
  void (*report)(void *ctx, const pw_health *health);

  /* [any-thread] Says that the source lost `count` records on its own side, e.g. a kernel queue that overflowed.
   * Rides in the next batch and is stored with its checkpoint. */
  void (*lost)(void *ctx, pw_str stream, uint64_t count, pw_str reason);

  /* [any-thread] Counts what the adapter makes no event of on purpose. `name` is the reason: "records", "coalesced" and
   * "dropped: <why>" are the host's words, others are shown as they are. Rides in the next batch and is stored with its
   * checkpoint, so that a kill does not skew it. */
  void (*count)(void *ctx, pw_str name, uint64_t n);

  /* [any-thread] Writes a line into the instance's log. `level` is syslog's: 3 error, 4 warning, 5 notice, 6 info, 7 debug. */
  void (*log)(void *ctx, int32_t level, pw_str message);

  /* [any-thread] Gives the text for the next negative status that create() or run() returns. */
  void (*fail)(void *ctx, pw_str message);

  /* [any-thread] An optional table by its id ("plugwalk.NAME/REV"), or NULL when the host does not offer it. */
  const void *(*extension)(void *ctx, pw_str id);
} pw_host;

#ifdef __cplusplus
}
#endif
#endif
