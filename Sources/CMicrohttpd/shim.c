#include "CMicrohttpd.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The logger gets a format and a va_list, which Swift cannot take: format here. */
static void log_line(void *cls, const char *format, va_list arguments) {
  const struct cmhd_settings *settings = cls;
  char line[512];

  if (vsnprintf(line, sizeof line, format, arguments) < 0) {
    return;
  }
  line[strcspn(line, "\n")] = '\0';
  settings->log(settings->context, line);
}

/* MHD decodes the path and the query in place. We decode them ourselves, from the raw target, so that an encoded
 * slash stays within its path segment; MHD's copy is never read. */
static size_t leave_escaped(void *cls, struct MHD_Connection *connection, char *text) {
  (void)cls;
  (void)connection;
  return strlen(text);
}

struct MHD_Daemon *cmhd_start(const struct cmhd_settings *settings) {
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;

  /* The logger comes first, so that what MHD says about the other options goes there too. */
  /* clang-format off */
  return MHD_start_daemon(flags, 0, settings->accept, settings->context, settings->access, settings->context,
                          MHD_OPTION_EXTERNAL_LOGGER, log_line, (void *)settings,
                          MHD_OPTION_LISTEN_SOCKET, settings->listen_socket,
                          MHD_OPTION_CONNECTION_LIMIT, settings->connection_limit,
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_memory,
                          MHD_OPTION_CONNECTION_TIMEOUT, settings->timeout_seconds,
                          MHD_OPTION_THREAD_STACK_SIZE, settings->stack_bytes,
                          MHD_OPTION_STRICT_FOR_CLIENT, 1,
                          MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
                          MHD_OPTION_URI_LOG_CALLBACK, settings->begin, settings->context,
                          MHD_OPTION_NOTIFY_COMPLETED, settings->completed, settings->context,
                          MHD_OPTION_NOTIFY_CONNECTION, settings->connection, settings->context,
                          MHD_OPTION_END);
  /* clang-format on */
}

int cmhd_connection_socket(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

const struct sockaddr *cmhd_connection_address(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

void *cmhd_connection_context(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

struct MHD_Response *cmhd_response_copying(size_t size, const void *bytes) {
  /* MHD's signature predates const; with MUST_COPY it only reads. */
  return MHD_create_response_from_buffer(size, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

bool cmhd_queue(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response) {
  bool queued = MHD_queue_response(connection, status, response) == MHD_YES;

  MHD_destroy_response(response);
  return queued;
}

bool cmhd_add_header(struct MHD_Response *response, const char *name, const char *value) {
  return MHD_add_response_header(response, name, value) == MHD_YES;
}
