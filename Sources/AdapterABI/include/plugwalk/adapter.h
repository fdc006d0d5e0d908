/* What an adapter offers to the host: one table of functions behind one exported symbol. */
#ifndef PLUGWALK_ADAPTER_H
#define PLUGWALK_ADAPTER_H

#include "plugwalk/host.h"
#include "plugwalk/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How an instance begins. Lives until create() returns. */
typedef struct pw_start {
  uint32_t size;
  uint32_t generation; /* 0 at the first start, one more at each restart of this instance */
  pw_str instance; /* the instance's id */
  pw_str config_json; /* one JSON object of strings: the keys of --source name=key:value;... */
  pw_str state_dir; /* a private, writable folder that survives upgrades */
  uint32_t checkpoint_flush_ms; /* a position without events waits at most so long until it is handed over */
  uint32_t reserved; /* 0 */
} pw_start;

typedef struct pw_adapter {
  uint32_t size;
  uint16_t abi_major; /* PW_ABI_MAJOR */
  uint16_t abi_minor_needed; /* the oldest minor this adapter can live with */

  /* The same bytes as the ELF section ".plugwalk", without NUL bytes at the end. */
  pw_str manifest;

  /* [run-thread] Opens nothing but its own memory and reads the configuration. On failure `*self` is ignored and destroy() is
   * not called; say why with host->fail(). Required. */
  pw_status (*create)(const pw_host *host, const pw_start *start, void **self);

  /* [run-thread] Works until the source is exhausted (PW_DONE), something failed (negative), or stop is asked for (PW_STOPPING
   * or PW_OK). Required. */
  pw_status (*run)(void *self);

  /* [other-thread, only while run() is active] Wakes whatever the adapter waits in besides host->wait(). Must not block. May be
   * NULL. */
  void (*interrupt)(void *self);

  /* [run-thread, after run()] Joins every thread the adapter made and releases its memory. Required. */
  void (*destroy)(void *self);

  /* [any-thread] An optional table by its id, or NULL. May be NULL itself. */
  const void *(*extension)(pw_str id);
} pw_adapter;

#define PW_EXPORT __attribute__((visibility("default")))

/* The one exported symbol; its name carries the major version. Returns a constant table, without side effects.
 * [any-thread] */
PW_EXPORT const pw_adapter *plugwalk_adapter_v1(void);

#ifdef __cplusplus
}
#endif
#endif
