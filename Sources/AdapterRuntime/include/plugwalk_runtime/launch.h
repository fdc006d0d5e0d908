/* Worker processes, seen from the host. A worker is known by its pidfd, which can neither be reused nor reaped by accident.
 * All functions return 0 or an error number; none of them blocks. */
#ifndef PLUGWALK_RUNTIME_LAUNCH_H
#define PLUGWALK_RUNTIME_LAUNCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where the worker finds its control socket. */
#define PWR_WORKER_SOCKET 3

typedef struct pwr_launch {
  const char *program; /* path of plugwalk-worker */
  char *const *arguments; /* NULL-terminated, the program's name first */
  char *const *environment; /* NULL-terminated, all of it */
  const char *directory; /* working directory */
  int socket; /* the worker's end of the socket pair; stays open here */
  int output; /* becomes the worker's standard output and error; stays open here */
} pwr_launch;

typedef struct pwr_process {
  pid_t pid;
  int pidfd; /* close it after the reaping */
} pwr_process;

/* Starts a worker in a session of its own, with no signal blocked or ignored, and no descriptor but those named. */
int pwr_process_start(const pwr_launch *launch, pwr_process *process);

/* Sends the signal to the worker, and to the rest of its process group. Does nothing to a worker that was reaped. The pid is
 * used for the group, so the caller must not reap at the same time. */
int pwr_process_signal(const pwr_process *process, int signal);

/* How a process ended: an exit code, or the signal that killed it. */
typedef struct pwr_end {
  bool signalled;
  int32_t value;
} pwr_end;

/* Reaps the worker; EAGAIN while it lives. */
int pwr_process_reap(const pwr_process *process, pwr_end *end);

/* A pipe for a worker's output, closed on exec; reading it never blocks. */
int pwr_output_pipe(int *read_end, int *write_end);

#ifdef __cplusplus
}
#endif
#endif
