#include "session.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

int64_t pwr_now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void pwr_session_wait(pwr_session *session, int64_t until_ns) {
  if (until_ns == INT64_MAX) {
    pthread_cond_wait(&session->changed, &session->lock);
    return;
  }
  const struct timespec until = {.tv_sec = until_ns / 1000000000, .tv_nsec = until_ns % 1000000000};
  pthread_cond_timedwait(&session->changed, &session->lock, &until);
}

void pwr_session_send(pwr_session *session, pwr_frame *frame) {
  if (session->peer_gone) {
    free(frame);
    return;
  }
  session->last_sent_ns = pwr_now_ns();
  if (!pwr_outbox_push(&session->outbox, session->socket, frame)) {
    pwr_session_lose_peer(session);
  } else if (session->outbox.first != NULL) {
    eventfd_write(session->wake, 1);
  }
}

void pwr_session_lose_peer(pwr_session *session) {
  if (session->own_process) _exit(PWR_ORPHANED);
  session->peer_gone = true;
  session->stopping = true;
  session->grace_end_ns = INT64_MIN;
  pwr_outbox_clear(&session->outbox);
  pthread_cond_broadcast(&session->changed);
}

bool pwr_session_has_room(const pwr_session *session, uint64_t frame_bytes) {
  if (session->oversized > 0) return false; /* smaller batches must not keep a large one waiting for ever */
  if (session->outstanding == 0) return true;
  return session->outstanding <= session->setup.window && frame_bytes <= session->setup.window - session->outstanding;
}

pw_status pwr_session_send_batch(pwr_session *session, const pw_batch *batch, const pwr_measure *measure) {
  size_t bytes = pwr_batch_frame_bytes(batch, measure, &session->tally);
  pwr_frame *frame = pwr_frame_make(bytes);
  if (frame == NULL) return PW_E_INTERNAL;
  pwr_batch_put_frame(batch, &session->tally, session->next_sequence++, frame->bytes, bytes);
  pwr_tally_clear(&session->tally);
  session->outstanding += bytes;
  pwr_session_send(session, frame);
  return PW_OK;
}

void pwr_session_flush_tally(pwr_session *session) {
  if (pwr_tally_is_empty(&session->tally) || (session->has_positions && session->emit_refused)) return;
  const pw_batch nothing = {.size = sizeof nothing};
  const pwr_measure measure = {.first_bad = UINT32_MAX};
  pwr_session_send_batch(session, &nothing, &measure);
}
