/* The link thread: the host's frames come in here, and what the socket did not take at once goes out. */
#include "session.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "frame.h"

/* An adapter that closes descriptors which are not its own takes the socket from under poll(), which does not notice. So a
 * worker looks again now and then: it must not outlive its host. */
#define LOOK_AGAIN_MS 5000

/* The host's frames have at most 24 bytes, so a full buffer always holds a whole one. */
typedef struct pwr_inbox {
  uint8_t bytes[1024];
  size_t length;
} pwr_inbox;

static void stop(pwr_session *session, uint32_t grace_ms) {
  pthread_mutex_lock(&session->lock);
  session->stopping = true;
  session->grace_end_ns = pwr_now_ns() + (int64_t)grace_ms * 1000000;
  pthread_cond_broadcast(&session->changed);
  pthread_mutex_unlock(&session->lock);
}

/* Outside `lock`: the adapter's interrupt() may call host functions. */
static void interrupt(pwr_session *session) {
  pthread_mutex_lock(&session->run_lock);
  if (session->running && session->adapter->interrupt != NULL) session->adapter->interrupt(session->self);
  pthread_mutex_unlock(&session->run_lock);
}

static void give_back(pwr_session *session, uint64_t bytes) {
  pthread_mutex_lock(&session->lock);
  session->outstanding -= bytes < session->outstanding ? bytes : session->outstanding;
  pthread_cond_broadcast(&session->changed);
  pthread_mutex_unlock(&session->lock);
}

/* Handles the first frame of the inbox. Returns its size, 0 when it is not complete, -1 when it is none. */
static int handle_frame(pwr_session *session, const uint8_t *bytes, size_t length) {
  if (length < PWR_HEADER_BYTES) return 0;
  size_t body = get_u32(bytes) - (size_t)PWR_LENGTH_OVERHEAD;
  uint16_t type = get_u16(bytes + 4);
  if (!(type == PWR_CREDIT && body == 8) && !(type == PWR_STOP && body == 4)) return -1;
  if (length < PWR_HEADER_BYTES + body) return 0;
  if (type == PWR_CREDIT) {
    give_back(session, get_u64(bytes + PWR_HEADER_BYTES));
  } else {
    stop(session, get_u32(bytes + PWR_HEADER_BYTES));
    interrupt(session);
  }
  return (int)(PWR_HEADER_BYTES + body);
}

/* False when the peer is gone, or speaks another language. */
static bool receive(pwr_session *session, pwr_inbox *inbox) {
  ssize_t got = recv(session->socket, inbox->bytes + inbox->length, sizeof inbox->bytes - inbox->length, MSG_DONTWAIT);
  if (got < 0) return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
  if (got == 0) return false;
  inbox->length += (size_t)got;
  size_t done = 0;
  for (;;) {
    int frame = handle_frame(session, inbox->bytes + done, inbox->length - done);
    if (frame < 0) return false;
    if (frame == 0) break;
    done += (size_t)frame;
  }
  memmove(inbox->bytes, inbox->bytes + done, inbox->length -= done);
  return true;
}

static void lose_peer(pwr_session *session) {
  pthread_mutex_lock(&session->lock);
  pwr_session_lose_peer(session);
  pthread_mutex_unlock(&session->lock);
  interrupt(session);
}

/* Sends what waits. Returns whether something is left, so that the socket's room has to be watched. */
static bool send_waiting(pwr_session *session) {
  pthread_mutex_lock(&session->lock);
  if (!pwr_outbox_send(&session->outbox, session->socket)) pwr_session_lose_peer(session);
  pwr_session_catch_up(session);
  bool left = session->outbox.first != NULL;
  if (!left) pthread_cond_broadcast(&session->changed);
  pthread_mutex_unlock(&session->lock);
  return left;
}

static bool is_done(pwr_session *session) {
  pthread_mutex_lock(&session->lock);
  bool done = session->link_done;
  pthread_mutex_unlock(&session->lock);
  return done;
}

void *pwr_link_main(void *argument) {
  pwr_session *session = argument;
  pwr_inbox inbox = {.length = 0};
  bool left = false, open = true;
  while (!is_done(session)) {
    struct pollfd watched[2] = {
        {.fd = session->wake, .events = POLLIN},
        {.fd = open ? session->socket : -1, .events = (short)(POLLIN | (left ? POLLOUT : 0))},
    };
    if (poll(watched, 2, session->own_process ? LOOK_AGAIN_MS : -1) < 0 && errno != EINTR) break;
    eventfd_t ignored;
    if ((watched[0].revents & POLLIN) != 0) eventfd_read(session->wake, &ignored);
    if (open && (watched[1].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0 && !receive(session, &inbox)) {
      open = false;
      lose_peer(session);
    }
    left = open && send_waiting(session);
  }
  return NULL;
}
