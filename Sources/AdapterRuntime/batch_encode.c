#include "batch.h"

#include "bytes.h"
#include "frame.h"

#define HEAD_BYTES 16u /* events, checkpoints, counts, losses */

static const pw_event *event_at(const pw_batch *batch, uint32_t index) {
  return (const pw_event *)((const char *)batch->events + (size_t)index * batch->event_stride);
}

static const pw_checkpoint *checkpoint_at(const pw_batch *batch, uint32_t index) {
  return (const pw_checkpoint *)((const char *)batch->checkpoints + (size_t)index * batch->checkpoint_stride);
}

/* The strings of an event stand in a row, so that they can be walked as an array. */
_Static_assert(offsetof(pw_event, tags) - offsetof(pw_event, stream) == (PWR_EVENT_STRINGS - 1) * sizeof(pw_str),
               "the strings of pw_event are contiguous");

static pw_str string_at(const pw_event *event, uint32_t index) {
  pw_str text;
  memcpy(&text, (const char *)event + offsetof(pw_event, stream) + index * sizeof text, sizeof text);
  return text;
}

size_t pwr_batch_frame_bytes(const pw_batch *batch, const pwr_measure *measure, const pwr_tally *tally) {
  return PWR_HEADER_BYTES + HEAD_BYTES + batch->event_count * (size_t)PWR_EVENT_RECORD_BYTES +
         batch->checkpoint_count * (size_t)PWR_CHECKPOINT_RECORD_BYTES + pwr_tally_table_bytes(tally) + measure->text_bytes +
         pwr_tally_text_bytes(tally);
}

static uint8_t *put_event(const pw_event *event, uint8_t *at) {
  at = put_u32(at, event->flags);
  for (uint32_t i = 0; i < PWR_EVENT_STRINGS; i++) at = put_u32(at, (uint32_t)string_at(event, i).len);
  at = put_u64(at, (uint64_t)event->time_ns);
  return put_u64(at, (uint64_t)event->source_order);
}

static uint8_t *put_checkpoint(const pw_checkpoint *checkpoint, uint8_t *at) {
  at = put_u32(at, checkpoint->flags);
  at = put_u32(at, (uint32_t)checkpoint->stream.len);
  return put_u32(at, (uint32_t)checkpoint->blob.len);
}

void pwr_batch_put_frame(const pw_batch *batch, const pwr_tally *tally, uint64_t sequence, uint8_t *frame, size_t frame_bytes) {
  uint16_t flags = (batch->flags & PW_BATCH_DROPPABLE) != 0 ? PWR_FLAG_DROPPABLE : 0;
  uint8_t *at = pwr_put_header(frame, frame_bytes, PWR_BATCH, flags, sequence);
  at = put_u32(at, batch->event_count);
  at = put_u32(at, batch->checkpoint_count);
  at = put_u32(at, tally->count_count);
  at = put_u32(at, tally->loss_count);
  for (uint32_t i = 0; i < batch->event_count; i++) at = put_event(event_at(batch, i), at);
  for (uint32_t i = 0; i < batch->checkpoint_count; i++) at = put_checkpoint(checkpoint_at(batch, i), at);
  at = pwr_tally_put_table(tally, at);
  for (uint32_t i = 0; i < batch->event_count; i++)
    for (uint32_t field = 0; field < PWR_EVENT_STRINGS; field++) at = put_text(at, string_at(event_at(batch, i), field));
  for (uint32_t i = 0; i < batch->checkpoint_count; i++) {
    at = put_text(at, checkpoint_at(batch, i)->stream);
    at = put_text(at, checkpoint_at(batch, i)->blob);
  }
  pwr_tally_put_text(tally, at);
}
