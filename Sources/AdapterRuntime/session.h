/* One adapter instance at work: what its run thread, its own threads and the link thread share. */
#ifndef PWR_SESSION_H
#define PWR_SESSION_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "batch.h"
#include "outbox.h"
#include "plugwalk/adapter.h"
#include "plugwalk_runtime/runtime.h"
#include "setup.h"
#include "tally.h"

/* The last health report, to know an equal one. Owns its strings. */
typedef struct pwr_health_slot {
  pw_health health;
  bool any;
  bool unsent; /* the way to the host was full when it came */
} pwr_health_slot;

typedef struct pwr_session {
  int socket;
  int wake; /* eventfd: makes the link thread look at the outbox */
  bool own_process;
  pw_host host;
  pwr_setup setup;
  const pw_adapter *adapter;
  void *self;
  pthread_t link;

  /* Held while interrupt() is called, so that run() cannot return, and destroy() begin, under it. Not `lock`: interrupt() may
   * call host functions. Taken before `lock`, never after it. */
  pthread_mutex_t run_lock;
  bool running;

  pthread_mutex_t lock; /* guards everything below */
  pthread_cond_t changed; /* credit came, stop was asked for, the outbox ran empty, the peer left */
  pwr_outbox outbox;
  uint64_t outstanding; /* bytes of batches sent and not given back */
  uint32_t oversized; /* emit() calls that wait to send a batch larger than the window */
  uint64_t next_sequence;
  pwr_tally tally;
  bool has_positions; /* its records come again after a kill: counts leave with a checkpoint */
  bool emit_refused; /* the last batch was not taken: the tally counts records that come again */
  pwr_health_slot health;
  uint64_t dropped_logs;
  int64_t last_sent_ns; /* when a frame was last handed to the outbox */
  bool stopping;
  int64_t grace_end_ns; /* while stopping: after it emit() takes nothing */
  bool peer_gone;
  bool closed; /* destroy() has returned: host functions do nothing any more */
  bool link_done; /* the link thread shall end */
  pw_str failure; /* the text of fail() */

  struct pwr_session *next_ended;
} pwr_session;

/* Monotonic, nanoseconds. */
int64_t pwr_now_ns(void);

/* Waits for `changed` until the monotonic time `until_ns` (INT64_MAX: for ever). The lock is held. */
void pwr_session_wait(pwr_session *session, int64_t until_ns);

/* Hands a frame to the outbox and tells the link thread when something is left there. The lock is held. Frees the frame when
 * the peer is gone. */
void pwr_session_send(pwr_session *session, pwr_frame *frame);

/* The peer has closed or broken the socket: nothing can be sent any more. Ends the process if it is ours. The lock is held. */
void pwr_session_lose_peer(pwr_session *session);

/* Whether a batch frame of that size may go now. The lock is held. */
bool pwr_session_has_room(const pwr_session *session, uint64_t frame_bytes);

/* Sends a batch with the tally. The lock is held, the batch is checked. */
pw_status pwr_session_send_batch(pwr_session *session, const pw_batch *batch, const pwr_measure *measure);

/* Sends the tally in a batch of its own. The lock is held. */
void pwr_session_flush_tally(pwr_session *session);

/* Sends the health report and the count of dropped log lines that found the way full before. The lock is held. */
void pwr_session_catch_up(pwr_session *session);

/* Small frames. The lock is held. */
void pwr_session_send_hello(pwr_session *session);
void pwr_session_send_pulse(pwr_session *session);
void pwr_session_send_log(pwr_session *session, int32_t level, pw_str message);
void pwr_session_send_exit(pwr_session *session, pw_status status, uint32_t stage, pw_str text);
void pwr_session_report(pwr_session *session, const pw_health *health);

/* Fills the table that the adapter gets. */
void pwr_host_fill(pw_host *host, pwr_session *session);

/* The link thread: reads the host's frames, sends what the outbox holds. */
void *pwr_link_main(void *session);

#endif
