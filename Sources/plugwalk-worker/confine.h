/* What the worker gives up before it loads somebody else's code. */
#ifndef WORKER_CONFINE_H
#define WORKER_CONFINE_H

typedef struct worker_limits {
  unsigned long memory_mb; /* address space beyond what the worker has now; 0 for no limit */
  unsigned long files; /* open descriptors */
} worker_limits;

/* Takes all steps. Returns NULL, or the name of the one that failed, with errno set. */
const char *worker_confine(const worker_limits *limits);

#endif
