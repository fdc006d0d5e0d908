/* The small frames: hello, pulse, log, health, exit. */
#include "session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "frame.h"
#include "plugwalk/limits.h"
#include "text.h"

/* A frame with its header; `at` is where the body begins. NULL when memory is out: the notice is lost, as in a full outbox. */
static pwr_frame *begin(uint16_t type, size_t body_bytes, uint8_t **at) {
  pwr_frame *frame = pwr_frame_make(PWR_HEADER_BYTES + body_bytes);
  if (frame != NULL) *at = pwr_put_header(frame->bytes, frame->size, type, 0, 0);
  return frame;
}

static bool is_crowded(const pwr_session *session) { return session->outbox.unsent > PWR_CONTROL_LIMIT; }

void pwr_session_send_hello(pwr_session *session) {
  uint8_t *at;
  pwr_frame *frame = begin(PWR_HELLO, 12, &at);
  if (frame == NULL) return;
  at = put_u16(at, PW_ABI_MAJOR);
  at = put_u16(at, PW_ABI_MINOR);
  at = put_u16(at, session->adapter->abi_minor_needed);
  at = put_u16(at, 0);
  put_u32(at, (uint32_t)getpid());
  pwr_session_send(session, frame);
}

void pwr_session_send_pulse(pwr_session *session) {
  uint8_t *at;
  pwr_frame *frame = is_crowded(session) ? NULL : begin(PWR_PULSE, 0, &at);
  if (frame != NULL) pwr_session_send(session, frame);
}

void pwr_session_send_log(pwr_session *session, int32_t level, pw_str message) {
  uint8_t *at;
  message = pwr_str_clip(message, PW_MAX_LOG);
  pwr_frame *frame = is_crowded(session) ? NULL : begin(PWR_LOG, 4 + message.len, &at);
  if (frame == NULL) {
    session->dropped_logs++;
    return;
  }
  put_text(put_u32(at, (uint32_t)level), message);
  pwr_session_send(session, frame);
}

void pwr_session_send_exit(pwr_session *session, pw_status status, uint32_t stage, pw_str text) {
  uint8_t *at;
  text = pwr_str_clip(text, PW_MAX_LOG);
  pwr_frame *frame = begin(PWR_EXIT, 8 + text.len, &at);
  if (frame == NULL) return;
  put_text(put_u32(put_u32(at, (uint32_t)status), stage), text);
  pwr_session_send(session, frame);
}

static void send_health(pwr_session *session) {
  const pw_health *health = &session->health.health;
  uint8_t *at;
  pwr_frame *frame = is_crowded(session) ? NULL : begin(PWR_HEALTH, 32 + health->message.len + health->detail_json.len, &at);
  session->health.unsent = frame == NULL;
  if (frame == NULL) return;
  at = put_u32(at, (uint32_t)health->state);
  at = put_u32(at, health->progress_bp);
  at = put_u64(at, (uint64_t)health->lag_ns);
  at = put_u64(at, (uint64_t)health->backlog);
  at = put_u32(at, (uint32_t)health->message.len);
  at = put_u32(at, (uint32_t)health->detail_json.len);
  put_text(put_text(at, health->message), health->detail_json);
  pwr_session_send(session, frame);
}

static bool is_equal(const pw_health *a, const pw_health *b) {
  return a->state == b->state && a->lag_ns == b->lag_ns && a->backlog == b->backlog && a->progress_bp == b->progress_bp &&
         pwr_str_equal(a->message, b->message) && pwr_str_equal(a->detail_json, b->detail_json);
}

void pwr_session_report(pwr_session *session, const pw_health *health) {
  pwr_health_slot *slot = &session->health;
  pw_health next = *health;
  next.message = pwr_str_clip(health->message, PW_MAX_LOG);
  /* A cut JSON object is none: too long a one is left out. */
  if (!pwr_str_is_sound(next.detail_json) || next.detail_json.len > PW_MAX_TEXT) next.detail_json = (pw_str){NULL, 0};
  if (slot->any && is_equal(&slot->health, &next)) return;
  next.message = pwr_str_copy(next.message);
  next.detail_json = pwr_str_copy(next.detail_json);
  pwr_str_free(&slot->health.message);
  pwr_str_free(&slot->health.detail_json);
  slot->health = next;
  slot->any = true;
  send_health(session);
}

void pwr_session_catch_up(pwr_session *session) {
  if (is_crowded(session)) return;
  if (session->health.unsent) send_health(session);
  if (session->dropped_logs == 0) return;
  char words[96];
  int length =
      snprintf(words, sizeof words, "%" PRIu64 " log lines were dropped: the host did not keep up", session->dropped_logs);
  session->dropped_logs = 0;
  pwr_session_send_log(session, 4, (pw_str){words, (uint64_t)length});
}
