#include "batch.h"

#include <stdbool.h>

#include "plugwalk/limits.h"
#include "text.h"

/* What version 1.0 knows; a stride or size below it cannot hold the fields that are required. */
#define EVENT_BYTES sizeof(pw_event)
#define CHECKPOINT_BYTES sizeof(pw_checkpoint)
#define EVENT_FLAGS (PW_EVENT_EXACT | PW_EVENT_GLOBAL_KEY | PW_EVENT_STAMPED | PW_EVENT_ESTIMATED)

/* Whether `count` elements of `stride` bytes can stand at `base`. */
static bool array_is_sound(const void *base, uint32_t count, uint32_t stride, size_t least) {
  if (count == 0) return true;
  uintptr_t end;
  if (base == NULL || (uintptr_t)base % 8 != 0 || stride % 8 != 0 || stride < least) return false;
  return !__builtin_add_overflow((uintptr_t)base, (uint64_t)count * stride, &end);
}

/* Adds a string to the sum. */
static pw_status take(pw_str text, uint64_t limit, uint64_t *sum) {
  if (!pwr_str_is_sound(text)) return PW_E_INVALID;
  if (text.len > limit) return PW_E_TOO_BIG;
  *sum += text.len;
  return *sum > PW_MAX_BATCH_BYTES ? PW_E_TOO_BIG : PW_OK;
}

/* Names have no limit of their own here: an over-long one costs its event, not the batch, and that is the host's to say. */
static pw_status check_event(const pw_event *event, uint32_t stride, uint64_t *sum) {
  if (event->size < EVENT_BYTES || event->size > stride || (event->flags & ~EVENT_FLAGS) != 0) return PW_E_INVALID;
  const pw_str names[] = {event->stream,      event->key,       event->kind,           event->source,
                          event->run,         event->session,   event->parent_session, event->agent,
                          event->entity_type, event->entity_id, event->status,         event->severity,
                          event->correlation};
  const pw_str texts[] = {event->title, event->summary, event->tags};
  pw_status status = PW_OK;
  for (size_t i = 0; status == PW_OK && i < sizeof names / sizeof *names; i++) status = take(names[i], PW_MAX_BATCH_BYTES, sum);
  for (size_t i = 0; status == PW_OK && i < sizeof texts / sizeof *texts; i++) status = take(texts[i], PW_MAX_TEXT, sum);
  return status == PW_OK ? take(event->payload, PW_MAX_PAYLOAD, sum) : status;
}

static pw_status check_checkpoint(const pw_checkpoint *checkpoint, uint32_t stride, uint64_t *sum) {
  if (checkpoint->size < CHECKPOINT_BYTES || checkpoint->size > stride) return PW_E_INVALID;
  if ((checkpoint->flags & ~PW_CHECKPOINT_FORGET) != 0) return PW_E_INVALID;
  pw_status status = take(checkpoint->stream, PW_MAX_NAME, sum);
  return status == PW_OK ? take(checkpoint->blob, PW_MAX_CHECKPOINT, sum) : status;
}

pw_status pwr_batch_check(const pw_batch *batch, pwr_measure *measure) {
  *measure = (pwr_measure){.first_bad = UINT32_MAX};
  if (batch == NULL || batch->size < sizeof *batch || (batch->flags & ~PW_BATCH_DROPPABLE) != 0) return PW_E_INVALID;
  if (batch->event_count > PW_MAX_BATCH_EVENTS || batch->checkpoint_count > PW_MAX_BATCH_CHECKPOINTS) return PW_E_TOO_BIG;
  if (!array_is_sound(batch->events, batch->event_count, batch->event_stride, EVENT_BYTES)) return PW_E_INVALID;
  if (!array_is_sound(batch->checkpoints, batch->checkpoint_count, batch->checkpoint_stride, CHECKPOINT_BYTES))
    return PW_E_INVALID;
  for (uint32_t i = 0; i < batch->event_count; i++) {
    const char *event = (const char *)batch->events + (size_t)i * batch->event_stride;
    pw_status status = check_event((const pw_event *)event, batch->event_stride, &measure->text_bytes);
    if (status == PW_OK) continue;
    measure->first_bad = i;
    return status;
  }
  for (uint32_t i = 0; i < batch->checkpoint_count; i++) {
    const char *checkpoint = (const char *)batch->checkpoints + (size_t)i * batch->checkpoint_stride;
    pw_status status = check_checkpoint((const pw_checkpoint *)checkpoint, batch->checkpoint_stride, &measure->text_bytes);
    if (status != PW_OK) return status;
  }
  return PW_OK;
}
