#include "workload.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "samples.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { TURNS = 4, TURN_EVENTS = 30, STEP_EVENTS = 8, FIRST_STEP = 4, LAST_STEP_END = 28 };

/* xorshift64 (Marsaglia, "Xorshift RNGs", 2003). */
static uint64_t next_random(workload *self) {
  self->random ^= self->random << 13;
  self->random ^= self->random >> 7;
  self->random ^= self->random << 17;
  return self->random;
}

/* An id as OpenCode makes them: a prefix, twelve hexadecimal digits that rise, fourteen random characters. */
static void make_id(workload *self, const char *prefix, char id[32]) {
  static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  int length = snprintf(id, 32, "%s_%08llx%04x", prefix, 0x20000000ull + self->count, (unsigned)next_random(self) & 0xffff);
  for (uint64_t bits = next_random(self); length < 30; bits >>= 4, length++) id[length] = digits[bits % 62];
  id[length] = 0;
}

static pw_str keep(workload_texts *texts, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *start = texts->bytes + texts->used;
  int length = vsnprintf(start, texts->capacity - texts->used, format, arguments);
  va_end(arguments);
  texts->used += (size_t)length + 1;
  return (pw_str){start, (uint64_t)length};
}

/* Text of about that many bytes. */
static pw_str prose(workload *self, workload_texts *texts, uint32_t bytes) {
  char *start = texts->bytes + texts->used;
  uint32_t length = 0;
  while (length < bytes) {
    const char *line = workload_lines[next_random(self) % COUNT(workload_lines)];
    size_t more = strlen(line);
    memcpy(start + length, line, more);
    length += (uint32_t)more;
  }
  start[length] = 0;
  texts->used += length + 1;
  return (pw_str){start, length};
}

/* How long a tool's output is: 100 to 900 bytes, one in a hundred about 8 kB. */
static uint32_t output_bytes(workload *self) {
  uint64_t dice = next_random(self);
  return dice % 100 == 0 ? 8000 : 100 + (uint32_t)(dice >> 8) % 800;
}

static void describe(pw_event *event, const char *kind, const char *type, const char *status, const char *severity) {
  event->kind = (pw_str){kind, strlen(kind)};
  event->entity_type = (pw_str){type, strlen(type)};
  event->status = (pw_str){status, strlen(status)};
  event->severity = (pw_str){severity, strlen(severity)};
}

static void entitle(pw_event *event, const char *title, const char *summary) {
  event->title = (pw_str){title, strlen(title)};
  event->summary = (pw_str){summary, strlen(summary)};
}

static pw_str id_of(const char *id) { return (pw_str){id, strlen(id)}; }

/* The head that all payloads share, up to the properties. */
#define HEAD "\"directory\":\"/home/dev/projects/shop\",\"native_event\":\"%s\",\"properties\":{\"sessionID\":\"%s\""

static void session_event(workload *self, workload_lane *lane, workload_texts *texts, pw_event *event, const char *native) {
  event->entity_id = id_of(lane->session);
  if (lane->position == 0) {
    describe(event, "session.created", "session", "queued", "info");
    entitle(event, "New session - 2026-11-23T15:54:05.809Z", "");
    event->parent_session = id_of(lane->parent);
    event->payload = keep(
        texts,
        "{\"session_title\":\"New session\"," HEAD
        ",\"info\":{\"id\":\"%s\",\"slug\":\"brave-rocket\",\"version\":\"1.18.33\","
        "\"projectID\":\"53d7fd749b547608de92d3d3627d7aff283001a0\",\"directory\":\"/home/dev/projects/shop\",\"path\":\"\","
        "\"title\":\"New session - 2026-11-23T15:54:05.809Z\",\"cost\":0,\"tokens\":{\"input\":0,\"output\":0,\"reasoning\":0,"
        "\"cache\":{\"read\":0,\"write\":0}},\"time\":{\"created\":%lld,\"updated\":%lld}}}}",
        native, lane->session, lane->session, (long long)self->count, (long long)self->count);
    return;
  }
  switch ((lane->position - 1) % TURN_EVENTS) {
    case 0:
      describe(event, "session.status", "session", "running", "info");
      entitle(event, "Busy", "");
      event->payload = keep(texts, "{" HEAD ",\"status\":{\"type\":\"busy\"}}}", native, lane->session);
      break;
    case 3:
      describe(event, "session.updated", "session", "", "debug");
      entitle(event, "Fix rounding of prices in the cart", "");
      event->payload = keep(
          texts,
          "{\"session_title\":\"Fix rounding of prices in the cart\"," HEAD
          ",\"info\":{\"id\":\"%s\",\"slug\":\"brave-rocket\","
          "\"projectID\":\"53d7fd749b547608de92d3d3627d7aff283001a0\",\"directory\":\"/home/dev/projects/shop\",\"path\":\"\","
          "\"title\":\"Fix rounding of prices in the cart\",\"agent\":\"build\",\"model\":{\"id\":\"mock-1\",\"providerID\":"
          "\"mock\",\"variant\":\"default\"},\"version\":\"1.18.33\",\"cost\":0.00393,\"tokens\":{\"input\":990,\"output\":52,"
          "\"reasoning\":12,\"cache\":{\"read\":300,\"write\":0}},\"time\":{\"created\":%lld,\"updated\":%lld}}}}",
          native, lane->session, lane->session, (long long)self->count, (long long)self->count);
      break;
    case LAST_STEP_END:
      describe(event, "session.status", "session", "idle", "info");
      entitle(event, "Idle", "");
      event->payload = keep(texts, "{" HEAD ",\"status\":{\"type\":\"idle\"}}}", native, lane->session);
      break;
    default:
      describe(event, "session.idle", "session", "idle", "info");
      entitle(event, "Idle", "");
      event->payload = keep(texts, "{" HEAD "}}", native, lane->session);
  }
}

static void prompt_event(workload *self, workload_lane *lane, workload_texts *texts, pw_event *event, const char *native) {
  int isMessage = (lane->position - 1) % TURN_EVENTS == 1;
  if (isMessage) make_id(self, "msg", lane->prompt);
  event->entity_id = event->correlation = id_of(lane->prompt);
  if (isMessage) {
    describe(event, "message.updated", "message", "queued", "info");
    entitle(event, "Prompt", "");
    event->agent = PW_STR("build");
    event->payload = keep(texts,
                          "{\"turn\":\"prompt\"," HEAD
                          ",\"info\":{\"id\":\"%s\",\"role\":\"user\",\"sessionID\":\"%s\",\"time\":{"
                          "\"created\":%lld},\"agent\":\"build\",\"model\":{\"providerID\":\"mock\",\"modelID\":\"mock-1\"}}}}",
                          native, lane->session, lane->prompt, lane->session, (long long)self->count);
  } else {
    describe(event, "message.part.updated", "message", "running", "info");
    pw_str text = prose(self, texts, 60 + (uint32_t)(next_random(self) % 80));
    entitle(event, "Text", "Why does the total in the cart differ from the sum of the prices?");
    event->payload =
        keep(texts,
             "{\"turn\":\"text\"," HEAD
             ",\"part\":{\"type\":\"text\",\"text\":\"%s\",\"messageID\":\"%s\","
             "\"sessionID\":\"%s\",\"id\":\"prt_%s\"},\"time\":%lld}}",
             native, lane->session, text.ptr, lane->prompt, lane->session, lane->prompt + 4, (long long)self->count);
  }
}

static void answer_event(workload *self, workload_lane *lane, workload_texts *texts, pw_event *event, const char *native) {
  uint32_t place = ((lane->position - 1) % TURN_EVENTS - FIRST_STEP) % STEP_EVENTS;
  if (place == 0) make_id(self, "msg", lane->answer);
  event->entity_id = event->correlation = id_of(lane->answer);
  switch (place) {
    case 0:
      describe(event, "message.updated", "message", "running", "debug");
      entitle(event, "Answer", "");
      event->agent = PW_STR("build");
      event->correlation = id_of(lane->prompt);
      event->payload =
          keep(texts,
               "{" HEAD
               ",\"info\":{\"id\":\"%s\",\"parentID\":\"%s\",\"role\":\"assistant\",\"mode\":\"build\",\"agent\":\"build\","
               "\"path\":{\"cwd\":\"/home/dev/projects/shop\",\"root\":\"/home/dev/projects/shop\"},\"modelID\":\"mock-1\","
               "\"providerID\":\"mock\",\"time\":{\"created\":%lld},\"sessionID\":\"%s\"}}}",
               native, lane->session, lane->answer, lane->prompt, (long long)self->count, lane->session);
      break;
    case 1:
      describe(event, "message.part.updated", "message", "running", "debug");
      entitle(event, "Step started", "");
      event->payload =
          keep(texts,
               "{\"turn\":\"progress\"," HEAD
               ",\"part\":{\"id\":\"prt_%s\",\"messageID\":\"%s\",\"sessionID\":\"%s\","
               "\"snapshot\":\"53271b6f2bb0fede6a6671ee76351612568193bf\",\"type\":\"step-start\"},\"time\":%lld}}",
               native, lane->session, lane->answer + 4, lane->answer, lane->session, (long long)self->count);
      break;
    case 2:
      describe(event, "message.part.updated", "message", "running", "debug");
      entitle(event, "Reasoning", "The user wants to know where the rounding happens.");
      event->payload = keep(texts,
                            "{\"turn\":\"progress\"," HEAD
                            ",\"part\":{\"id\":\"prt_%s\",\"messageID\":\"%s\",\"sessionID\":\"%s\","
                            "\"type\":\"reasoning\",\"text\":\"%s\",\"time\":{\"start\":%lld,\"end\":%lld}},\"time\":%lld}}",
                            native, lane->session, lane->answer + 4, lane->answer, lane->session, prose(self, texts, 50).ptr,
                            (long long)self->count, (long long)self->count, (long long)self->count);
      break;
    default:
      describe(event, "message.part.updated", "message", "success", "debug");
      entitle(event, "Step finished", "stop");
      event->payload =
          keep(texts,
               "{\"turn\":\"progress\"," HEAD
               ",\"part\":{\"reason\":\"stop\",\"snapshot\":"
               "\"53271b6f2bb0fede6a6671ee76351612568193bf\",\"cost\":0.00393,\"tokens\":{\"total\":1354,\"input\":990,"
               "\"output\":52,\"reasoning\":12,\"cache\":{\"write\":0,\"read\":300}},\"type\":\"step-finish\",\"id\":"
               "\"prt_%s\",\"messageID\":\"%s\",\"sessionID\":\"%s\"},\"time\":%lld}}",
               native, lane->session, lane->answer + 4, lane->answer, lane->session, (long long)self->count);
  }
}

static void tool_event(workload *self, workload_lane *lane, workload_texts *texts, pw_event *event, const char *native,
                       int which, int is_end) {
  if (!is_end) {
    snprintf(lane->call[which], sizeof lane->call[which], "call_%06x", (unsigned)next_random(self) & 0xffffff);
    lane->tool[which] = (uint32_t)(next_random(self) % COUNT(workload_tools));
    lane->fails[which] = next_random(self) % 6 == 0;
  }
  const workload_tool *tool = &workload_tools[lane->tool[which]];
  const char *status = !is_end ? "running" : lane->fails[which] ? "failed" : "success";
  describe(event, "message.part.updated", "tool", status, is_end && lane->fails[which] ? "error" : "info");
  entitle(event, tool->title, tool->summary);
  event->entity_id = id_of(lane->call[which]);
  event->correlation = id_of(lane->answer);
  pw_str state =
      is_end
          ? keep(texts,
                 ",\"output\":\"%s\",\"metadata\":{\"exit\":0,\"truncated\":false},\"title\":\"%s\",\"time\":{\"start\":%lld,"
                 "\"end\":%lld}",
                 prose(self, texts, output_bytes(self)).ptr, tool->title, (long long)self->count, (long long)self->count)
          : keep(texts, ",\"time\":{\"start\":%lld}", (long long)self->count);
  event->payload =
      keep(texts,
           "{\"tool\":\"%s\",\"turn\":\"progress\"," HEAD
           ",\"part\":{\"type\":\"tool\",\"tool\":\"%s\",\"callID\":\"%s\","
           "\"state\":{\"status\":\"%s\",\"input\":%s%s},\"id\":\"prt_%s\",\"sessionID\":\"%s\",\"messageID\":\"%s\"},"
           "\"time\":%lld}}",
           tool->name, native, lane->session, tool->name, lane->call[which], status, tool->input, state.ptr, lane->answer + 4,
           lane->session, lane->answer, (long long)self->count);
}

static void begin_session(workload *self, workload_lane *lane) {
  lane->number = ++self->sessions;
  lane->position = 0;
  int has_parent = lane->number % 5 == 0;
  memcpy(lane->parent, has_parent ? lane->session : "", has_parent ? sizeof lane->parent : 1);
  make_id(self, "ses", lane->session);
}

static void make_body(workload *self, workload_lane *lane, workload_texts *texts, pw_event *event, const char *native) {
  uint32_t place = lane->position == 0 ? 0 : (lane->position - 1) % TURN_EVENTS;
  if (lane->position == 0 || place == 0 || place == 3 || place >= LAST_STEP_END) {
    session_event(self, lane, texts, event, native);
  } else if (place < FIRST_STEP) {
    prompt_event(self, lane, texts, event, native);
  } else {
    uint32_t step = (place - FIRST_STEP) % STEP_EVENTS;
    if (step >= 3 && step <= 6) {
      tool_event(self, lane, texts, event, native, step > 4, step % 2 == 0);
    } else {
      answer_event(self, lane, texts, event, native);
    }
  }
}

void workload_init(workload *self, uint64_t seed, int64_t start_ms, int64_t step_ms) {
  memset(self, 0, sizeof *self);
  self->random = seed * 0x9E3779B97F4A7C15u + 1;
  self->start_ms = start_ms;
  self->step_ms = step_ms;
}

void workload_next(workload *self, workload_texts *texts, pw_event *event) {
  workload_lane *lane = &self->lanes[self->count % WORKLOAD_LANES];
  if (lane->number == 0 || lane->position > TURNS * TURN_EVENTS) begin_session(self, lane);
  char native[32];
  make_id(self, "evt", native);
  *event = (pw_event){.size = sizeof *event, .flags = PW_EVENT_GLOBAL_KEY, .source_order = (int64_t)self->count};
  /* In the recordings 44 % of the events carry a time that is part of the fact. */
  if (self->count % 9 < 4) event->flags |= PW_EVENT_EXACT;
  event->time_ns = (self->start_ms + (int64_t)self->count * self->step_ms) * 1000000;
  event->stream = keep(texts, "opencode-%u.jsonl", (unsigned)(self->count % WORKLOAD_LANES));
  event->key = keep(texts, "message.part.updated|%s|%s", lane->session, native);
  event->session = id_of(lane->session);
  make_body(self, lane, texts, event, native);
  lane->position++;
  self->count++;
  /* The ids live in the lane, which goes on before the batch is handed over. */
  pw_str *ids[] = {&event->session, &event->parent_session, &event->entity_id, &event->correlation};
  for (size_t index = 0; index < COUNT(ids); index++) *ids[index] = keep(texts, "%.*s", (int)ids[index]->len, ids[index]->ptr);
}
