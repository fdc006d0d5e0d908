/* A blocking HTTP connection to this machine. */
#ifndef PLUGWALK_BENCH_CONNECTION_H
#define PLUGWALK_BENCH_CONNECTION_H

#include <stddef.h>
#include <stdint.h>

/* Connects to a port of 127.0.0.1, trying for up to `wait_ms`; -1 when nobody listens. */
int connection_open(int port, int wait_ms);

/* The port it is connected to. */
int connection_port(int connection);

/* Asks for a path on a connection that is kept. Returns the body, ended by a zero byte and valid until the next call, or NULL
 * when the server went away. */
const char *connection_get(int connection, const char *path);

/* Sends a whole request; 0 when the server went away. */
int connection_send(int connection, const char *request);

/* Nanoseconds of CLOCK_REALTIME and of CLOCK_MONOTONIC. */
int64_t clock_real_ns(void);
int64_t clock_steady_ns(void);

#endif
