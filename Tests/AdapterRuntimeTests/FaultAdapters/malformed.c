/* Batches that the host must refuse as a whole, each made from a sound one by one change. */
#include <stdio.h>
#include <stdlib.h>

#include "faults.h"

static pw_event events[2];
static pw_checkpoint position;
static pw_batch batch;

static void make_sound(void) {
  for (int i = 0; i < 2; i++)
    events[i] =
        (pw_event){.size = sizeof(pw_event), .kind = PW_STR("k"), .entity_type = PW_STR("task"), .payload = PW_STR("{}")};
  position = (pw_checkpoint){.size = sizeof position, .stream = PW_STR("s"), .blob = PW_STR("b")};
  batch = (pw_batch){
      .size = sizeof batch,
      .events = events,
      .event_count = 2,
      .event_stride = sizeof(pw_event),
      .checkpoints = &position,
      .checkpoint_count = 1,
      .checkpoint_stride = sizeof position,
  };
}

static void offer(const char *name) {
  pw_receipt receipt = {.size = sizeof receipt};
  char line[128];
  pw_status status = host->emit(host->ctx, &batch, 0, &receipt);
  int length = snprintf(line, sizeof line, "%s: %d %d %u", name, status, (int)receipt.first_bad, receipt.accepted);
  host->log(host->ctx, 6, (pw_str){line, (uint64_t)length});
  make_sound();
}

static pw_str long_text(uint64_t length) {
  static char *bytes;
  if (bytes == NULL) bytes = calloc(1, 16u << 20);
  return (pw_str){bytes, length};
}

static void offer_bad_batches(void) {
  batch.size = 8;
  offer("short batch");
  batch.flags = 2;
  offer("unknown batch flag");
  batch.events = NULL;
  offer("no events behind the count");
  batch.event_stride = 288;
  offer("stride below the event");
  batch.event_stride = 300;
  offer("unaligned stride");
  batch.events = (const pw_event *)(UINTPTR_MAX - 15);
  offer("events beyond the address space");
  batch.event_count = PW_MAX_BATCH_EVENTS + 1;
  offer("too many events");
  batch.checkpoint_count = UINT32_MAX;
  offer("too many checkpoints");
}

static void offer_bad_events(void) {
  events[1].size = 8;
  offer("short event");
  events[1].size = 1000;
  offer("event longer than its stride");
  events[1].flags = 1u << 31;
  offer("unknown event flag");
  events[1].kind = (pw_str){NULL, 1};
  offer("NULL with a length");
  events[0].kind.len = UINT64_MAX;
  offer("string beyond the address space");
  events[1].payload = long_text(PW_MAX_PAYLOAD + 1);
  offer("large payload");
  events[1].title = long_text(PW_MAX_TEXT + 1);
  offer("large title");
  events[0].payload = events[1].payload = long_text(PW_MAX_PAYLOAD);
  offer("large batch");
}

static void offer_bad_checkpoints(void) {
  position.size = 8;
  offer("short checkpoint");
  position.flags = 2;
  offer("unknown checkpoint flag");
  position.blob = long_text(PW_MAX_CHECKPOINT + 1);
  offer("large checkpoint");
  position.stream = long_text(PW_MAX_NAME + 1);
  offer("long stream of a checkpoint");
}

/* What a later minor version would send: longer structs with a tail that this host does not know. */
static void offer_longer_events(void) {
  struct {
    pw_event known;
    uint64_t tail;
  } longer[2] = {{events[0], 1}, {events[1], 2}};
  longer[0].known.size = longer[1].known.size = sizeof longer[0];
  batch.events = &longer[0].known;
  batch.event_stride = sizeof longer[0];
  offer("longer events");
}

pw_status run_malformed(void) {
  make_sound();
  offer("sound");
  offer_bad_batches();
  offer_bad_events();
  offer_bad_checkpoints();
  offer_longer_events();
  events[1].key = long_text(PW_MAX_NAME + 1);
  offer("long key");
  batch.event_count = batch.checkpoint_count = 0;
  offer("empty");
  return PW_DONE;
}
