/* An adapter that emits the workload: as fast as the host takes it, or at a steady rate in the present.
 *
 *   --source "bench=events:200000"                 and ends
 *   --source "bench=events:30000;rate:1000"        one event each millisecond; its payload says when it was sent
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../workload/workload.h"

PW_MANIFEST_SECTION static const char manifest[] =
    "{\"id\":\"dev.plugwalk.bench\",\"name\":\"bench\",\"short\":\"be\",\"source\":\"bench\",\"version\":\"1.0.0\","
    "\"abi\":{\"major\":1,\"minor_needed\":0},\"kinds\":[\"*\"],\"description\":\"Emits a workload to measure with\","
    "\"delivery\":\"live\"}";

enum { BATCH_EVENTS = 256 };

/* 2026-01-01, so that all times lie in the past: half a second from one event to the next, as when eleven agents work. */
#define PAST_MS 1767225600000ll
#define PAST_STEP_MS 500

typedef struct bench {
  const pw_host *host;
  uint32_t events, rate;
  workload load;
  workload_texts texts;
  pw_event batch[BATCH_EVENTS];
} bench;

/* The number behind "key":" in the configuration, an object of strings without blanks. */
static uint32_t setting(const char *config, const char *key, uint32_t otherwise) {
  char pattern[32];
  snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
  const char *found = strstr(config, pattern);
  return found != NULL ? (uint32_t)strtoul(found + strlen(pattern), NULL, 10) : otherwise;
}

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void destroy(void *self) {
  free(((bench *)self)->texts.bytes);
  free(self);
}

static pw_status create(const pw_host *host, const pw_start *start, void **self) {
  char config[256] = {0};
  if (start->config_json.len >= sizeof config) return PW_E_CONFIG;
  memcpy(config, start->config_json.ptr, start->config_json.len);
  bench *made = calloc(1, sizeof *made);
  if (made == NULL) return PW_E_INTERNAL;
  made->host = host;
  made->events = setting(config, "events", 200000);
  made->rate = setting(config, "rate", 0);
  made->texts.capacity = (size_t)BATCH_EVENTS * WORKLOAD_MAX_EVENT;
  made->texts.bytes = malloc(made->texts.capacity);
  workload_init(&made->load, made->rate == 0 ? 1 : (uint64_t)now_ns(), PAST_MS, PAST_STEP_MS);
  if (made->texts.bytes == NULL) {
    destroy(made);
    return PW_E_INTERNAL;
  }
  *self = made;
  return PW_OK;
}

/* Writes the time of sending into the payload, as its first member. */
static void stamp(bench *self, pw_event *event) {
  char *start = self->texts.bytes + self->texts.used;
  event->time_ns = now_ns();
  int length = snprintf(start, self->texts.capacity - self->texts.used, "{\"sent_ns\":%lld,%.*s", (long long)event->time_ns,
                        (int)event->payload.len - 1, event->payload.ptr + 1);
  self->texts.used += (size_t)length + 1;
  event->payload = (pw_str){start, (uint64_t)length};
}

static pw_status emit(bench *self, uint32_t count) {
  self->texts.used = 0;
  for (uint32_t index = 0; index < count; index++) {
    workload_next(&self->load, &self->texts, &self->batch[index]);
    if (self->rate != 0) stamp(self, &self->batch[index]);
  }
  /* As long as the positions of a followed file are. */
  char blob[96];
  snprintf(blob, sizeof blob, "inode 0000000000, offset %020llu, hash 0123456789abcdef", (unsigned long long)self->load.count);
  pw_checkpoint position = {.size = sizeof position, .stream = self->batch[count - 1].stream, .blob = {blob, strlen(blob)}};
  pw_batch batch = {.size = sizeof batch,
                    .events = self->batch,
                    .event_count = count,
                    .event_stride = sizeof *self->batch,
                    .checkpoints = &position,
                    .checkpoint_count = 1,
                    .checkpoint_stride = sizeof position};
  return self->host->emit(self->host->ctx, &batch, PW_FOREVER, NULL);
}

static uint32_t smaller(uint64_t left, uint64_t right) { return (uint32_t)(left < right ? left : right); }

static pw_status flood(bench *self) {
  pw_status status = PW_OK;
  while (status == PW_OK && self->load.count < self->events)
    status = emit(self, smaller(BATCH_EVENTS, self->events - self->load.count));
  return status;
}

/* What is due is sent one by one, as a source's events come. */
static pw_status pace(bench *self) {
  int64_t start = now_ns();
  pw_status status = PW_OK;
  while (status == PW_OK && self->load.count < self->events) {
    int64_t due = start + (int64_t)self->load.count * 1000000000 / self->rate;
    int64_t early = due - now_ns();
    if (early > 0) {
      struct timespec pause = {.tv_nsec = early % 1000000000};
      nanosleep(&pause, NULL);
    } else {
      status = emit(self, 1);
    }
  }
  return status;
}

static pw_status run(void *argument) {
  bench *self = argument;
  pw_status status = self->rate == 0 ? flood(self) : pace(self);
  return status == PW_OK ? PW_DONE : status;
}

const pw_adapter *plugwalk_adapter_v1(void) {
  static const pw_adapter table = {
      .size = sizeof table,
      .abi_major = PW_ABI_MAJOR,
      .abi_minor_needed = 0,
      .manifest = {manifest, sizeof manifest - 1},
      .create = create,
      .run = run,
      .destroy = destroy,
  };
  return &table;
}
