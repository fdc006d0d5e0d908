/* The functions of pw_host: what an adapter calls, from any of its threads. */
#include "session.h"

#include "plugwalk/limits.h"
#include "text.h"

static int64_t deadline_after(uint32_t timeout_ms) {
  return timeout_ms == PW_FOREVER ? INT64_MAX : pwr_now_ns() + (int64_t)timeout_ms * 1000000;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* Does what falls due while the adapter sits in a host function. Returns when the next thing does.
 * `idle`: the adapter has nothing in hand. Else its counts belong to the batch that waits, and leave with it and its
 * checkpoint; so do all counts of an adapter that has positions. */
static int64_t keep_up(pwr_session *session, bool idle) {
  /* A count or loss waits at most as long as a position for a batch to ride in. */
  int64_t flush_ns = (int64_t)session->setup.checkpoint_flush_ms * 1000000;
  int64_t now = pwr_now_ns(), pulse_ns = (int64_t)session->setup.pulse_ms * 1000000, next = INT64_MAX;
  if (idle && !session->has_positions && !pwr_tally_is_empty(&session->tally)) {
    int64_t due = session->tally.since_ns + flush_ns;
    /* With no room the flush waits for credit, which wakes us; the time alone would not help. */
    if (due <= now && pwr_session_has_room(session, 0))
      pwr_session_flush_tally(session);
    else if (due > now)
      next = due;
  }
  if (pulse_ns > 0) {
    if (session->last_sent_ns + pulse_ns <= now) {
      pwr_session_send_pulse(session);
      session->last_sent_ns = now;
    }
    next = earlier(next, session->last_sent_ns + pulse_ns);
  }
  return next;
}

static bool takes_nothing_more(const pwr_session *session) {
  return session->closed || session->peer_gone || (session->stopping && pwr_now_ns() >= session->grace_end_ns);
}

/* Waits until a frame of `bytes` may go. The lock is held. */
static pw_status wait_for_room(pwr_session *session, uint64_t bytes, int64_t deadline) {
  bool oversized = bytes > session->setup.window;
  pw_status status = PW_OK;
  for (;;) {
    if (takes_nothing_more(session)) {
      status = PW_STOPPING;
      break;
    }
    if (oversized ? session->outstanding == 0 : pwr_session_has_room(session, bytes)) break;
    if (pwr_now_ns() >= deadline) {
      status = PW_BUSY;
      break;
    }
    int64_t until = earlier(deadline, keep_up(session, false));
    if (session->stopping) until = earlier(until, session->grace_end_ns);
    session->oversized += oversized;
    pwr_session_wait(session, until);
    session->oversized -= oversized;
  }
  /* One that gave up was perhaps what held the smaller ones back. */
  if (oversized) pthread_cond_broadcast(&session->changed);
  return status;
}

static void fill_receipt(const pwr_session *session, const pw_batch *batch, pw_status status, pw_receipt *out) {
  uint64_t window = session->setup.window > 0 ? session->setup.window : 1;
  uint64_t percent = session->outstanding >= window ? 100 : session->outstanding * 100 / window;
  out->queue_percent = (uint16_t)percent;
  out->flags = session->stopping ? PW_RECEIPT_STOPPING : 0;
  if (status != PW_OK) return;
  out->sequence = session->next_sequence - 1;
  out->accepted = batch->event_count;
}

static pw_status host_emit(void *ctx, const pw_batch *batch, uint32_t timeout_ms, pw_receipt *out) {
  pwr_session *session = ctx;
  if (out != NULL && out->size < sizeof *out) return PW_E_INVALID;
  pwr_measure measure;
  pw_status status = pwr_batch_check(batch, &measure);
  if (out != NULL) *out = (pw_receipt){.size = out->size, .first_bad = measure.first_bad};
  if (status != PW_OK) return status;
  int64_t deadline = deadline_after(timeout_ms);
  pthread_mutex_lock(&session->lock);
  status = wait_for_room(session, pwr_batch_frame_bytes(batch, &measure, &session->tally), deadline);
  if (status == PW_OK) status = pwr_session_send_batch(session, batch, &measure);
  session->emit_refused = status != PW_OK;
  if (status == PW_OK && batch->checkpoint_count > 0) session->has_positions = true;
  if (out != NULL) fill_receipt(session, batch, status, out);
  pthread_mutex_unlock(&session->lock);
  return status;
}

static pw_status host_wait(void *ctx, uint32_t timeout_ms) {
  pwr_session *session = ctx;
  int64_t deadline = deadline_after(timeout_ms);
  pw_status status = PW_OK;
  pthread_mutex_lock(&session->lock);
  for (;;) {
    if (session->stopping || session->closed) {
      status = PW_STOPPING;
      break;
    }
    int64_t next = keep_up(session, true);
    if (session->stopping) continue; /* keep_up() found that the peer is gone */
    if (pwr_now_ns() >= deadline) break;
    pwr_session_wait(session, earlier(deadline, next));
  }
  pthread_mutex_unlock(&session->lock);
  return status;
}

static pw_status host_each_checkpoint(void *ctx, pw_checkpoint_fn fn, void *user) {
  pwr_session *session = ctx;
  if (fn == NULL) return PW_E_INVALID;
  pthread_mutex_lock(&session->lock);
  uint32_t count = session->closed ? 0 : session->setup.checkpoint_count;
  pthread_mutex_unlock(&session->lock);
  for (uint32_t i = 0; i < count; i++) {
    pw_status status = fn(user, &session->setup.checkpoints[i]);
    if (status != PW_OK) return status;
  }
  return PW_OK;
}

static void host_report(void *ctx, const pw_health *health) {
  pwr_session *session = ctx;
  if (health == NULL || health->size < sizeof *health) return;
  pthread_mutex_lock(&session->lock);
  if (!session->closed) pwr_session_report(session, health);
  pthread_mutex_unlock(&session->lock);
}

static void start_tally_clock(pwr_session *session) {
  if (pwr_tally_is_empty(&session->tally)) session->tally.since_ns = pwr_now_ns();
}

static void host_lost(void *ctx, pw_str stream, uint64_t count, pw_str reason) {
  pwr_session *session = ctx;
  pthread_mutex_lock(&session->lock);
  start_tally_clock(session);
  if (!session->closed) pwr_tally_lost(&session->tally, stream, count, reason);
  pthread_mutex_unlock(&session->lock);
}

static void host_count(void *ctx, pw_str name, uint64_t n) {
  pwr_session *session = ctx;
  pthread_mutex_lock(&session->lock);
  start_tally_clock(session);
  if (!session->closed) pwr_tally_count(&session->tally, name, n);
  pthread_mutex_unlock(&session->lock);
}

static void host_log(void *ctx, int32_t level, pw_str message) {
  pwr_session *session = ctx;
  pthread_mutex_lock(&session->lock);
  if (!session->closed) pwr_session_send_log(session, level, message);
  pthread_mutex_unlock(&session->lock);
}

static void host_fail(void *ctx, pw_str message) {
  pwr_session *session = ctx;
  pthread_mutex_lock(&session->lock);
  pwr_str_free(&session->failure);
  if (!session->closed) session->failure = pwr_str_copy(pwr_str_clip(message, PW_MAX_LOG));
  pthread_mutex_unlock(&session->lock);
}

static const void *host_extension(void *ctx, pw_str id) {
  (void)ctx;
  (void)id;
  return NULL; /* none is offered in version 1.0 */
}

void pwr_host_fill(pw_host *host, pwr_session *session) {
  *host = (pw_host){
      .size = sizeof *host,
      .abi_major = PW_ABI_MAJOR,
      .abi_minor = PW_ABI_MINOR,
      .ctx = session,
      .emit = host_emit,
      .wait = host_wait,
      .each_checkpoint = host_each_checkpoint,
      .report = host_report,
      .lost = host_lost,
      .count = host_count,
      .log = host_log,
      .fail = host_fail,
      .extension = host_extension,
  };
}
