/* Event streams as browsers hold them: how long events take from their sending to each stream.
 *
 *   streams PORT STREAMS EVENTS     ends when each stream has got EVENTS events, or nothing comes for five seconds
 *
 * The events carry "sent_ns" in their payload. Prints: events received, p50 and p95 in milliseconds. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../client/connection.h"

enum { MAX_STREAMS = 64, BUFFER = 1 << 20, SILENCE_MS = 5000 };

typedef struct stream {
  char bytes[BUFFER + 1];
  size_t used;
  long events;
} stream;

static double *delays;
static long delay_count, delay_capacity;

static void note(double delay_ms) {
  if (delay_count == delay_capacity) {
    delay_capacity = delay_capacity == 0 ? 65536 : delay_capacity * 2;
    delays = realloc(delays, (size_t)delay_capacity * sizeof *delays);
    if (delays == NULL) abort();
  }
  delays[delay_count++] = delay_ms;
}

/* Takes the whole messages out of what was received. */
static void take(stream *self, int64_t now) {
  static const char mark[] = "\"sent_ns\":";
  char *start = self->bytes, *end;
  while ((end = strstr(start, "\n\n")) != NULL) {
    *end = 0;
    char *sent = strstr(start, mark);
    if (sent != NULL) {
      note((double)(now - strtoll(sent + sizeof mark - 1, NULL, 10)) / 1e6);
      self->events++;
    }
    start = end + 2;
  }
  self->used -= (size_t)(start - self->bytes);
  memmove(self->bytes, start, self->used + 1);
}

/* False when the stream has ended. */
static int receive(stream *self, int connection) {
  ssize_t count = recv(connection, self->bytes + self->used, BUFFER - self->used, 0);
  int64_t now = clock_real_ns();
  if (count <= 0) return 0;
  self->used += (size_t)count;
  self->bytes[self->used] = 0;
  take(self, now);
  return 1;
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  int port = atoi(arguments[1]), streams = atoi(arguments[2]);
  long wanted = strtol(arguments[3], NULL, 10), least = 0;
  if (streams < 1 || streams > MAX_STREAMS) return 2;
  stream *all = calloc((size_t)streams, sizeof *all);
  struct pollfd watched[MAX_STREAMS];
  char request[256];
  snprintf(request, sizeof request,
           "GET /api/v1/events/stream HTTP/1.1\r\nHost: localhost:%d\r\nAccept: text/event-stream\r\n\r\n", port);
  for (int index = 0; index < streams; index++) {
    watched[index] = (struct pollfd){.fd = connection_open(port, 10000), .events = POLLIN};
    if (!connection_send(watched[index].fd, request)) return 1;
  }
  int64_t last = clock_steady_ns();
  while (least < wanted && clock_steady_ns() - last < (int64_t)SILENCE_MS * 1000000) {
    if (poll(watched, (nfds_t)streams, 100) <= 0) continue;
    long before = delay_count;
    for (int index = 0; index < streams; index++)
      if (watched[index].revents != 0 && !receive(&all[index], watched[index].fd)) watched[index].fd = -1;
    /* Heartbeats are no events. */
    if (delay_count > before) last = clock_steady_ns();
    least = wanted;
    for (int index = 0; index < streams; index++) least = all[index].events < least ? all[index].events : least;
  }
  if (delay_count == 0) return 1;
  qsort(delays, (size_t)delay_count, sizeof *delays, compare);
  printf("%ld %.3f %.3f\n", delay_count, delays[delay_count / 2], delays[delay_count * 95 / 100]);
  return 0;
}
