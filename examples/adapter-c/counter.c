/* A whole adapter: counts seconds, one event each, and goes on where it stopped.
 *
 *   plugwalk --source counter                           sixty seconds
 *   plugwalk --source "counter=until:10;every-ms:100"   ten, faster
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugwalk/plugwalk.h"

PW_MANIFEST_SECTION static const char manifest[] =
    "{\"id\":\"com.example.counter\",\"name\":\"counter\",\"short\":\"ct\",\"source\":\"counter\",\"version\":\"1.0.0\","
    "\"abi\":{\"major\":1,\"minor_needed\":0},\"kinds\":[{\"kind\":\"counter.second\",\"schema_version\":1}],"
    "\"description\":\"Counts seconds\",\"delivery\":\"replayable\"}";

typedef struct counter {
  const pw_host *host;
  uint32_t next, until, every_ms;
} counter;

/* The number behind "key":" in the configuration, an object of strings without blanks. */
static uint32_t setting(const char *config, const char *key, uint32_t otherwise) {
  char pattern[32];
  snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
  const char *found = strstr(config, pattern);
  return found != NULL ? (uint32_t)strtoul(found + strlen(pattern), NULL, 10) : otherwise;
}

static pw_status create(const pw_host *host, const pw_start *start, void **self) {
  char config[256] = {0};
  if (start->config_json.len >= sizeof config) {
    host->fail(host->ctx, PW_STR("the configuration is too long, expected until and every-ms"));
    return PW_E_CONFIG;
  }
  memcpy(config, start->config_json.ptr, start->config_json.len);
  counter *made = malloc(sizeof *made);
  if (made == NULL) return PW_E_INTERNAL;
  *made =
      (counter){.host = host, .next = 1, .until = setting(config, "until", 60), .every_ms = setting(config, "every-ms", 1000)};
  *self = made;
  return PW_OK;
}

/* The checkpoint is the last number that was counted. */
static pw_status resume(void *self, const pw_checkpoint *checkpoint) {
  uint32_t last;
  if (checkpoint->blob.len != sizeof last) return PW_E_CHECKPOINT;
  memcpy(&last, checkpoint->blob.ptr, sizeof last);
  ((counter *)self)->next = last + 1;
  return PW_OK;
}

static pw_status emit_second(const counter *self) {
  char key[16], payload[32];
  pw_event second = {.size = sizeof second, .time_ns = PW_TIME_UNKNOWN, .source_order = self->next};
  second.stream = PW_STR("seconds");
  second.key = (pw_str){key, (uint64_t)snprintf(key, sizeof key, "%u", self->next)};
  second.kind = PW_STR("counter.second");
  second.session = PW_STR("counting");
  second.entity_type = PW_STR("session");
  second.entity_id = PW_STR("counting");
  second.status = self->next < self->until ? PW_STR("running") : PW_STR("success");
  second.title = PW_STR("A second has passed");
  second.payload = (pw_str){payload, (uint64_t)snprintf(payload, sizeof payload, "{\"second\":%u}", self->next)};
  pw_checkpoint position = {
      .size = sizeof position, .stream = second.stream, .blob = {(const char *)&self->next, sizeof self->next}};
  pw_batch batch = {.size = sizeof batch,
                    .events = &second,
                    .event_count = 1,
                    .event_stride = sizeof second,
                    .checkpoints = &position,
                    .checkpoint_count = 1,
                    .checkpoint_stride = sizeof position};
  return self->host->emit(self->host->ctx, &batch, PW_FOREVER, NULL);
}

static pw_status run(void *argument) {
  counter *self = argument;
  pw_status status = self->host->each_checkpoint(self->host->ctx, resume, self);
  for (; status == PW_OK && self->next <= self->until; self->next++) {
    status = self->host->wait(self->host->ctx, self->every_ms);
    if (status == PW_OK) status = emit_second(self);
  }
  return status == PW_OK ? PW_DONE : status;
}

static void destroy(void *self) { free(self); }

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
