/* libmicrohttpd for Swift: the library's own header, and functions for the parts of it that Swift cannot call
 * (C variadics) or that read better by name (fixed enums without Swift cases). */
#ifndef CMICROHTTPD_H
#define CMICROHTTPD_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

/* Everything a daemon is started with. The struct outlives the daemon: the logger reads it at any time. The callbacks
 * are called until MHD_stop_daemon has returned, all but `log` only on the daemon's one thread. */
struct cmhd_settings {
  /* A listening, non-blocking socket. The daemon closes it when it stops; when it does not start, the caller. */
  int listen_socket;
  unsigned int connection_limit;
  /* Bytes per connection for the request head and for what is being sent. */
  size_t connection_memory;
  /* Seconds without a byte after which a connection that is not suspended is closed; 0 is never. */
  unsigned int timeout_seconds;
  size_t stack_bytes;

  /* First argument of every callback. */
  void *context;
  /* The request line is there: the raw target, before MHD decodes it; what is returned is the request's context. */
  void *(*begin)(void *context, const char *target, struct MHD_Connection *connection);
  MHD_AccessHandlerCallback access;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connection;
  MHD_AcceptPolicyCallback accept;
  /* One line of MHD's own log, without its newline; borrowed until return. May be called on any thread. */
  void (*log)(void *context, const char *line);
};

/* Starts a daemon with one epoll thread; NULL with errno when it cannot start. */
struct MHD_Daemon *cmhd_start(const struct cmhd_settings *settings);

/* The socket of a connection; borrowed. */
int cmhd_connection_socket(struct MHD_Connection *connection);

/* The peer's address as accept() gave it, which stays true when the peer is gone; borrowed. */
const struct sockaddr *cmhd_connection_address(struct MHD_Connection *connection);

/* What `MHD_NotifyConnectionCallback` stored for the connection. */
void *cmhd_connection_context(struct MHD_Connection *connection);

/* A response whose `size` bytes MHD copies. */
struct MHD_Response *cmhd_response_copying(size_t size, const void *bytes);

/* Queues `response` as the answer and gives up the caller's reference to it, also when it fails. */
bool cmhd_queue(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response);

/* Adds a header; false when the name or the value holds a character that a header cannot hold. */
bool cmhd_add_header(struct MHD_Response *response, const char *name, const char *value);

#endif
