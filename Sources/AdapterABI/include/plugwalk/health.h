/* What an adapter reports of its own state. What is shown is the worst of this and what the host derives itself (silence,
 * restarts, quarantine rate, a full queue). There is no health request: a hung adapter could not answer one. */
#ifndef PLUGWALK_HEALTH_H
#define PLUGWALK_HEALTH_H

#include "plugwalk/types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PW_HEALTH_OK 1
#define PW_HEALTH_DEGRADED 2 /* working, with loss, lag or retries */
#define PW_HEALTH_FAILING 3 /* no progress; may recover without help */

#define PW_PROGRESS_UNKNOWN UINT32_MAX

typedef struct pw_health {
  uint32_t size;
  int32_t state; /* PW_HEALTH_*; an unknown value is read as DEGRADED */
  pw_str message; /* what is the matter, and what a person can do about it */
  pw_str detail_json; /* one JSON object with figures, or empty */
  int64_t lag_ns; /* age of the newest record not yet emitted; -1 unknown */
  int64_t backlog; /* records or bytes not yet read; -1 unknown */
  uint32_t progress_bp; /* of a first read, in basis points (10000 is all), or PW_PROGRESS_UNKNOWN */
  uint32_t reserved;
} pw_health;

#ifdef __cplusplus
}
#endif
#endif
