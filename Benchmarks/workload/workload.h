/* Events with the mix and the sizes of the recorded OpenCode runs (Fixtures/opencode-v1), as many as wanted.
 *
 * Eight sessions work side by side. A session is made, has four turns of thirty events and is followed by the next; every fifth
 * one is a sub-agent's and names its parent. Of a session's 121 events 48 belong to tool pairs (40 %), one pair in six fails.
 * The same seed gives the same events. */
#ifndef PLUGWALK_WORKLOAD_H
#define PLUGWALK_WORKLOAD_H

#include <plugwalk/plugwalk.h>

enum { WORKLOAD_LANES = 8 };

/* One session at work. */
typedef struct workload_lane {
  char session[32], parent[32], prompt[32], answer[32], call[2][16];
  uint32_t number; /* of its session, counted from 1; 0 before the first */
  uint32_t position; /* of the next event within the session */
  uint32_t tool[2]; /* which tools the step at work calls */
  int fails[2];
} workload_lane;

typedef struct workload {
  uint64_t random;
  uint64_t count; /* events made so far */
  uint32_t sessions;
  int64_t start_ms, step_ms; /* UTC of the first event, and from one event to the next */
  workload_lane lanes[WORKLOAD_LANES];
} workload;

/* Texts of events live here until the owner sets `used` back. */
typedef struct workload_texts {
  char *bytes;
  size_t capacity, used;
} workload_texts;

/* No event's texts together are longer. */
#define WORKLOAD_MAX_EVENT 16384u

void workload_init(workload *self, uint64_t seed, int64_t start_ms, int64_t step_ms);

/* Makes the next event. `texts` has room for WORKLOAD_MAX_EVENT bytes. */
void workload_next(workload *self, workload_texts *texts, pw_event *event);

#endif
