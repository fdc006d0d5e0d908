/* Runs one adapter instance: loads the file, offers the host functions to it, speaks frames (frames.h) with the host. */
#ifndef PLUGWALK_RUNTIME_RUNTIME_H
#define PLUGWALK_RUNTIME_RUNTIME_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Exit codes of a worker process. They say nothing about the adapter: its end is told by the EXIT frame before. */
#define PWR_LEFT 0 /* the EXIT frame was sent */
#define PWR_BAD_START 70 /* the host's first frames could not be read */
#define PWR_ORPHANED 71 /* the socket closed: the host is gone */
#define PWR_CANNOT_ISOLATE 72 /* a step before loading failed; the reason is on standard error */

typedef struct pwr_options {
  /* A connected stream socket. Borrowed: it stays open. */
  int socket;

  /* The shared object to load. Nobody may change the file any more: it must be a private copy. */
  const char *path;

  /* The process is ours alone: end it at once with _exit(PWR_ORPHANED) when the socket closes. If false (the runtime runs on a
   * thread of the host) the adapter is asked to stop instead. */
  bool own_process;

  /* Only load the file and check its table: nothing of it is created. The EXIT frame says PW_OK in PWR_STAGE_LOAD when it can
   * be used. */
  bool probe;
} pwr_options;

/* Reads the host's START, loads the adapter, and calls create(), run() and destroy() on this thread. Blocks until the adapter
 * has ended and its last frame is sent, or until the socket is closed. Never unloads the file. Returns a PWR_ code. */
int pwr_run(const pwr_options *options);

#ifdef __cplusplus
}
#endif
#endif
