#define _GNU_SOURCE /* close_range */
#include "confine.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugwalk_runtime/launch.h"

static int read_from_nothing(void) {
  int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (null < 0) return -1;
  int code = dup2(null, STDIN_FILENO);
  close(null);
  return code;
}

static int close_the_rest(void) { return close_range(PWR_WORKER_SOCKET + 1, ~0u, 0); }

/* A child that the adapter starts must not hold the socket open after the worker's death. */
static int keep_socket_to_ourselves(void) { return fcntl(PWR_WORKER_SOCKET, F_SETFD, FD_CLOEXEC); }

static int lead_a_session(void) { return getsid(0) == getpid() ? 0 : setsid(); }

/* The crash reporters of the Swift and Go runtimes would replace signal handlers, start processes and print pages. */
static int quiet_crash_reporters(void) {
  if (setenv("SWIFT_BACKTRACE", "enable=no", 1) != 0) return -1;
  return setenv("GOTRACEBACK", "single", 1);
}

static int limit(int resource, rlim_t value) {
  const struct rlimit both = {.rlim_cur = value, .rlim_max = value};
  return setrlimit((__rlimit_resource_t)resource, &both);
}

/* Pages of address space in use now: the first number of /proc/self/statm. */
static unsigned long pages_in_use(void) {
  unsigned long pages = 0;
  FILE *statm = fopen("/proc/self/statm", "re");
  if (statm == NULL) return 0;
  if (fscanf(statm, "%lu", &pages) != 1) pages = 0;
  fclose(statm);
  return pages;
}

static int limit_memory(unsigned long megabytes) {
  /* Each further malloc arena would reserve 64 MiB of address space, used or not. */
  mallopt(M_ARENA_MAX, 1);
  if (megabytes == 0) return 0;
  return limit(RLIMIT_AS, (rlim_t)pages_in_use() * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)megabytes << 20));
}

const char *worker_confine(const worker_limits *limits) {
  umask(077);
  if (read_from_nothing() < 0) return "standard input from /dev/null";
  if (close_the_rest() < 0) return "close descriptors";
  if (keep_socket_to_ourselves() < 0) return "close-on-exec";
  if (lead_a_session() < 0) return "setsid";
  if (quiet_crash_reporters() < 0) return "setenv";
  if (limit(RLIMIT_CORE, 0) < 0) return "RLIMIT_CORE";
  if (limit(RLIMIT_NOFILE, limits->files) < 0) return "RLIMIT_NOFILE";
  if (limit_memory(limits->memory_mb) < 0) return "RLIMIT_AS";
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return "no-new-privileges";
  /* The place for Landlock and seccomp: last, since they would forbid the steps before, and still before any thread exists. */
  return NULL;
}
