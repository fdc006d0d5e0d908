/* The reference for requests: libmicrohttpd with the daemon's settings and nothing behind it.
 *
 *   bare-server PORT BODY_BYTES     answers every GET with that many bytes, and every POST with a body as long as a durable
 * answer */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char stored[] =
    "{\"items\":[{\"event_id\":\"evt_00000000000000000000000000\",\"outcome\":\"committed\",\"reason\":null}]}";
static struct MHD_Response *got, *posted;

/* Answers when the whole request is there: an answer before that closes the connection. */
static enum MHD_Result answer(void *unused, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *body, size_t *body_bytes, void **state) {
  static int begun;
  (void)unused, (void)url, (void)version, (void)body;
  if (*state == NULL) {
    *state = &begun;
    return MHD_YES;
  }
  if (*body_bytes > 0) {
    *body_bytes = 0;
    return MHD_YES;
  }
  return MHD_queue_response(connection, MHD_HTTP_OK, strcmp(method, "POST") == 0 ? posted : got);
}

static struct MHD_Response *json(char *bytes, size_t length) {
  struct MHD_Response *response = MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_PERSISTENT);
  MHD_add_response_header(response, "Content-Type", "application/json");
  return response;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  size_t length = strtoul(arguments[2], NULL, 10);
  char *body = malloc(length);
  memset(body, 'x', length);
  got = json(body, length);
  posted = json((char *)stored, sizeof stored - 1);
  struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)atoi(arguments[1]), NULL, NULL, answer,
                                               NULL, MHD_OPTION_CONNECTION_LIMIT, 1024u, MHD_OPTION_END);
  if (daemon == NULL) {
    fprintf(stderr, "bare-server: cannot listen on port %s\n", arguments[1]);
    return 1;
  }
  pause();
  return 0;
}
