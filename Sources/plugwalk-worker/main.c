/* plugwalk-worker: one adapter instance in a process of its own.
 *
 *   plugwalk-worker [--memory-mb N] [--files N] [--probe] FILE.so
 *
 * Started by the host with its control socket as descriptor 3. The order matters: everything that confines the process happens
 * before the file is loaded, while there is one thread only. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "confine.h"
#include "plugwalk_runtime/launch.h"
#include "plugwalk_runtime/runtime.h"

#define BAD_USAGE 64

static const struct option options[] = {
    {"memory-mb", required_argument, NULL, 'm'},
    {"files", required_argument, NULL, 'f'},
    {"probe", no_argument, NULL, 'p'},
    {NULL, 0, NULL, 0},
};

static int usage(void) {
  fprintf(stderr, "usage: plugwalk-worker [--memory-mb N] [--files N] [--probe] FILE.so, with a socket as descriptor 3\n");
  return BAD_USAGE;
}

static bool parse_number(const char *text, unsigned long *number) {
  char *end;
  errno = 0;
  *number = strtoul(text, &end, 10);
  return errno == 0 && end != text && *end == '\0' && text[0] != '-' && *number > 0;
}

static bool parse(int argc, char **argv, worker_limits *limits, bool *probe) {
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    if (option == 'm' && parse_number(optarg, &limits->memory_mb)) continue;
    if (option == 'f' && parse_number(optarg, &limits->files)) continue;
    if (option == 'p' && (*probe = true)) continue;
    return false;
  }
  return optind == argc - 1;
}

static bool has_socket(void) {
  int type;
  socklen_t length = sizeof type;
  return getsockopt(PWR_WORKER_SOCKET, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_STREAM;
}

int main(int argc, char **argv) {
  worker_limits limits = {.memory_mb = 0, .files = 1024};
  bool probe = false;
  if (!parse(argc, argv, &limits, &probe) || !has_socket()) return usage();
  const char *failed = worker_confine(&limits);
  if (failed != NULL) {
    fprintf(stderr, "plugwalk-worker: %s: %s\n", failed, strerror(errno));
    return PWR_CANNOT_ISOLATE;
  }
  setvbuf(stdout, NULL, _IOLBF, 0); /* so that what an adapter prints is not lost at _exit */
  const pwr_options run = {.socket = PWR_WORKER_SOCKET, .path = argv[optind], .own_process = true, .probe = probe};
  _exit(pwr_run(&run)); /* no destructor of the adapter's runs, nothing is unloaded */
}
