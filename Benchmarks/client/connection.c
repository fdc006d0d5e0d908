#include "connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int64_t clock_ns(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_real_ns(void) { return clock_ns(CLOCK_REALTIME); }
int64_t clock_steady_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

int connection_open(int port, int wait_ms) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int64_t end = clock_steady_ns() + (int64_t)wait_ms * 1000000;
  do {
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) return connection;
    close(connection);
    usleep(500);
  } while (clock_steady_ns() < end);
  return -1;
}

int connection_port(int connection) {
  struct sockaddr_in peer = {0};
  socklen_t length = sizeof peer;
  getpeername(connection, (struct sockaddr *)&peer, &length);
  return ntohs(peer.sin_port);
}

int connection_send(int connection, const char *request) {
  size_t length = strlen(request);
  return send(connection, request, length, MSG_NOSIGNAL) == (ssize_t)length;
}

const char *connection_get(int connection, const char *path) {
  static char answer[1 << 20];
  char request[512];
  snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", path, connection_port(connection));
  if (!connection_send(connection, request)) return NULL;
  size_t used = 0;
  for (;;) {
    ssize_t count = recv(connection, answer + used, sizeof answer - used - 1, 0);
    if (count <= 0) return NULL;
    used += (size_t)count;
    answer[used] = 0;
    char *end = strstr(answer, "\r\n\r\n"), *length = strcasestr(answer, "\r\nContent-Length:");
    if (end != NULL && length != NULL && length < end && used >= (size_t)(end + 4 - answer) + strtoul(length + 17, NULL, 10))
      return end + 4;
    if (used == sizeof answer - 1) return NULL;
  }
}
