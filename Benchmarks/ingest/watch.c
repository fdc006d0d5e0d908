/* Measures an import from outside: the seconds from the daemon's first accepted events to the commit of the last one.
 *
 *   watch PORT EVENTS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../client/connection.h"

enum { POLL_US = 2000, START_MS = 10000, LONGEST_S = 60 };

static long long number(const char *text, const char *name) {
  const char *found = strstr(text, name);
  return found != NULL ? strtoll(found + strlen(name), NULL, 10) : 0;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  long long events = strtoll(arguments[2], NULL, 10);
  int connection = connection_open(atoi(arguments[1]), START_MS);
  int64_t first = 0, end = clock_steady_ns() + (int64_t)LONGEST_S * 1000000000;
  const char *health;
  while ((health = connection_get(connection, "/api/v1/health")) != NULL && clock_steady_ns() < end) {
    int64_t now = clock_steady_ns();
    if (first == 0 && number(health, "\"accepted\":") > 0) first = now;
    if (number(health, "\"committed\":") >= events) {
      printf("%.4f\n", (double)(now - first) / 1e9);
      return 0;
    }
    usleep(POLL_US);
  }
  fprintf(stderr, "watch: the daemon did not commit %lld events\n", events);
  return 1;
}
