/* An adapter that misbehaves as its configuration says: {"mode": "crash"} and so on, one function for each mode.
 * Compiled with -DBROKEN_TABLE=... it has a broken table instead. */
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faults.h"

#ifndef EXTRA_MEMBERS
#define EXTRA_MEMBERS ""
#endif

PW_MANIFEST_SECTION static const char manifest[] =
    "{\"id\":\"test.faults\",\"name\":\"faults\",\"short\":\"ft\",\"source\":\"faults\",\"version\":\"1\","
    "\"abi\":{\"major\":1,\"minor_needed\":0},\"kinds\":[\"*\"],\"max_silence_ms\":1000,\"stop_grace_ms\":300," EXTRA_MEMBERS
    "\"capabilities\":{\"env\":[\"FAULTS_VARIABLE\"]}}";

const pw_host *host;

pw_status emit_numbers(uint32_t first, uint32_t count, uint32_t timeout_ms) {
  static _Thread_local char keys[64][24];
  static _Thread_local char blob[24];
  pw_event events[64] = {0};
  for (uint32_t i = 0; i < count; i++) {
    int length = snprintf(keys[i], sizeof keys[i], "%u", first + i);
    events[i] = (pw_event){
        .size = sizeof(pw_event),
        .time_ns = PW_TIME_UNKNOWN,
        .source_order = first + i,
        .key = {keys[i], (uint64_t)length},
        .stream = PW_STR("numbers"),
        .kind = PW_STR("number"),
        .entity_type = PW_STR("task"),
        .payload = PW_STR("{}"),
    };
  }
  int length = snprintf(blob, sizeof blob, "%u", first + count);
  const pw_checkpoint position = {.size = sizeof position, .stream = PW_STR("numbers"), .blob = {blob, (uint64_t)length}};
  const pw_batch batch = {
      .size = sizeof batch,
      .events = events,
      .event_count = count,
      .event_stride = sizeof(pw_event),
      .checkpoints = &position,
      .checkpoint_count = 1,
      .checkpoint_stride = sizeof position,
  };
  return host->emit(host->ctx, &batch, timeout_ms, NULL);
}

static pw_status read_position(void *user, const pw_checkpoint *checkpoint) {
  char text[24] = {0};
  memcpy(text, checkpoint->blob.ptr, checkpoint->blob.len < 23 ? checkpoint->blob.len : 23);
  *(uint32_t *)user = (uint32_t)strtoul(text, NULL, 10);
  return PW_OK;
}

/* 1000 events in batches of 10, from where the last start ended. */
static pw_status run_numbers(void) {
  uint32_t next = 0;
  host->each_checkpoint(host->ctx, read_position, &next);
  for (; next < 1000; next += 10) {
    pw_status status = emit_numbers(next, 10, PW_FOREVER);
    if (status != PW_OK) return status;
  }
  return PW_DONE;
}

static pw_status run_crash(void) {
  emit_numbers(0, 10, PW_FOREVER);
  fprintf(stderr, "about to crash\n");
  host->wait(host->ctx, 50);
  signal(SIGSEGV, SIG_DFL);
  raise(SIGSEGV);
  return PW_OK;
}

static pw_status run_hang(void) {
  for (;;) pause();
}

static pw_status run_flood(void) {
  for (uint32_t n = 0;; n += 64) {
    pw_status status = emit_numbers(n, 64, PW_FOREVER);
    if (status != PW_OK) return status;
  }
}

static pw_status run_wait(void) { return host->wait(host->ctx, PW_FOREVER); }

/* How many MiB it can have. */
static pw_status run_allocate(void) {
  char line[32];
  int got = 0;
  /* Touched through a volatile pointer, or the compiler would leave the whole loop out. */
  for (volatile char *piece; got < 1024 && (piece = malloc(1u << 20)) != NULL; got++) *piece = 1;
  int length = snprintf(line, sizeof line, "%d", got);
  host->log(host->ctx, 6, (pw_str){line, (uint64_t)length});
  return PW_DONE;
}

static int wake_pipe[2] = {-1, -1};

/* Waits in something that only interrupt() can end. */
static pw_status run_interrupt(void) {
  char byte;
  if (pipe(wake_pipe) != 0) return PW_E_INTERNAL;
  host->log(host->ctx, 6, PW_STR("waiting"));
  return read(wake_pipe[0], &byte, 1) == 1 ? PW_STOPPING : PW_E_INTERNAL;
}

static pw_status run_print(void) {
  printf("on standard output\n");
  fprintf(stderr, "on standard error\nwithout an end");
  for (int i = 0; i < 1000; i++) host->log(host->ctx, 6, PW_STR("a line of the log"));
  return PW_DONE;
}

static pw_status run_exit(void) { exit(0); }

static pw_status run_garbage(void) {
  if (write(3, "this is no frame, and it is long enough to be read as one", 57) < 0) return PW_E_INTERNAL;
  return host->wait(host->ctx, PW_FOREVER);
}

static pw_status run_close(void) {
  for (int descriptor = 0; descriptor < 100; descriptor++) close(descriptor);
  for (;;) pause();
}

/* A child that holds the socket open and outlives the worker. */
static pw_status run_orphan(void) {
  if (fork() == 0)
    for (;;) pause();
  return PW_DONE;
}

static pw_status run_silent_then_well(void) {
  for (int i = 0; i < 30; i++) usleep(100000);
  return host->wait(host->ctx, PW_FOREVER);
}

/* Counts and losses without any batch. */
static pw_status run_counts(void) {
  host->count(host->ctx, PW_STR("coalesced"), 2);
  host->count(host->ctx, PW_STR("coalesced"), 3);
  host->lost(host->ctx, PW_STR("kernel"), 7, PW_STR("overflow"));
  return host->wait(host->ctx, PW_FOREVER);
}

static pw_status run_many_counts(void) {
  char name[16];
  for (int i = 0; i < 1000; i++) {
    int length = snprintf(name, sizeof name, "name %d", i);
    host->count(host->ctx, (pw_str){name, (uint64_t)length}, 1);
  }
  return PW_DONE;
}

/* What the process looks like from inside, one fact for each line of the log. */
static pw_status run_look(void) {
  char line[512];
  DIR *folder = opendir("/proc/self/fd");
  int descriptors = 0;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) descriptors += entry->d_name[0] != '.';
  closedir(folder);
  const char *variable = getenv("FAULTS_VARIABLE"), *home = getenv("HOME");
  mode_t mask = umask(0);
  int length = snprintf(line, sizeof line, "descriptors=%d variable=%s home=%s session=%d umask=%o", descriptors - 1,
                        variable ? variable : "-", home ? home : "-", getsid(0) == getpid(), mask);
  host->log(host->ctx, 6, (pw_str){line, (uint64_t)length});
  return PW_DONE;
}

static void *emit_from_thread(void *argument) {
  uint32_t first = *(uint32_t *)argument;
  for (uint32_t n = 0; n < 1000; n += 50) {
    emit_numbers(first + n, 50, PW_FOREVER);
    host->count(host->ctx, PW_STR("rounds"), 1);
    host->log(host->ctx, 7, PW_STR("round"));
  }
  return NULL;
}

static pw_status run_threads(void) {
  pthread_t threads[4];
  uint32_t firsts[4] = {0, 1000, 2000, 3000};
  for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, emit_from_thread, &firsts[i]);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  return PW_DONE;
}

static pthread_t leftover;

/* Calls every host function long after destroy(). */
static void *call_late(void *argument) {
  (void)argument;
  for (int i = 0; i < 300; i++) {
    emit_numbers(0, 1, 0);
    host->count(host->ctx, PW_STR("late"), 1);
    host->log(host->ctx, 6, PW_STR("late"));
    host->wait(host->ctx, 1);
    usleep(1000);
  }
  return NULL;
}

static pw_status run_leftover(void) {
  pthread_create(&leftover, NULL, call_late, NULL);
  pthread_detach(leftover);
  return PW_DONE;
}

/* Takes its time after the request to stop, and emits in it. */
static pw_status run_flush(void) {
  host->wait(host->ctx, PW_FOREVER);
  return emit_numbers(0, 10, PW_FOREVER) == PW_OK ? PW_STOPPING : PW_E_INTERNAL;
}

/* Offers batches for ever: emit has to say when the grace time is over. */
static pw_status run_late_emit(void) {
  host->wait(host->ctx, PW_FOREVER);
  while (emit_numbers(0, 1, PW_FOREVER) == PW_OK) usleep(5000);
  return PW_STOPPING;
}

static pw_status run_health(void) {
  pw_health health = {.size = sizeof health,
                      .state = PW_HEALTH_DEGRADED,
                      .message = PW_STR("the server is away"),
                      .detail_json = PW_STR("{\"tries\":3}"),
                      .lag_ns = 5,
                      .backlog = -1,
                      .progress_bp = 2500};
  for (int i = 0; i < 3; i++) host->report(host->ctx, &health);
  health.state = 77;
  health.progress_bp = PW_PROGRESS_UNKNOWN;
  host->report(host->ctx, &health);
  return PW_DONE;
}

static pw_status fail(pw_status status, pw_str why) {
  host->fail(host->ctx, why);
  return status;
}

static pw_status run_transient(void) { return fail(PW_E_TRANSIENT, PW_STR("the server hung up")); }
static pw_status run_unknown(void) { return -77; }
static pw_status run_ok(void) { return PW_OK; }

static const struct {
  const char *name;
  pw_status (*run)(void);
} modes[] = {
    {"numbers", run_numbers},
    {"crash", run_crash},
    {"hang", run_hang},
    {"flood", run_flood},
    {"wait", run_wait},
    {"allocate", run_allocate},
    {"interrupt", run_interrupt},
    {"print", run_print},
    {"exit", run_exit},
    {"garbage", run_garbage},
    {"close", run_close},
    {"orphan", run_orphan},
    {"silent", run_silent_then_well},
    {"counts", run_counts},
    {"many-counts", run_many_counts},
    {"look", run_look},
    {"threads", run_threads},
    {"leftover", run_leftover},
    {"flush", run_flush},
    {"late-emit", run_late_emit},
    {"health", run_health},
    {"transient", run_transient},
    {"unknown", run_unknown},
    {"ok", run_ok},
    {"malformed", run_malformed},
};

static char mode[32];

static bool is(const char *name) { return strcmp(mode, name) == 0; }

static pw_status create(const pw_host *given, const pw_start *start, void **self) {
  host = given;
  char config[256] = {0};
  memcpy(config, start->config_json.ptr, start->config_json.len < 255 ? start->config_json.len : 255);
  if (sscanf(config, "{\"mode\":\"%31[a-z-]\"", mode) != 1) return fail(PW_E_CONFIG, PW_STR("mode is missing"));
  if (is("bad-config")) return fail(PW_E_CONFIG, PW_STR("url is missing"));
  if (is("bad-checkpoint")) return fail(PW_E_CHECKPOINT, PW_STR("written by a newer version"));
  if (is("create-crash")) abort();
  if (is("create-hang")) run_hang();
  *self = mode;
  return PW_OK;
}

static pw_status run(void *self) {
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
    if (strcmp(self, modes[i].name) == 0) return modes[i].run();
  return fail(PW_E_INTERNAL, PW_STR("unknown mode"));
}

static void interrupt(void *self) {
  (void)self;
  if (wake_pipe[1] >= 0 && write(wake_pipe[1], "", 1) < 0) abort();
}

static void destroy(void *self) { (void)self; }

static const pw_adapter table = {
    .size = sizeof(pw_adapter),
    .abi_major = PW_ABI_MAJOR,
    .manifest = {manifest, sizeof manifest - 1},
    .create = create,
    .run = run,
    .interrupt = interrupt,
    .destroy = destroy,
};

const pw_adapter *plugwalk_adapter_v1(void) {
#ifdef BROKEN_TABLE
  static pw_adapter broken;
  broken = table;
  BROKEN_TABLE;
  return &broken;
#elif defined(NO_TABLE)
  return NULL;
#else
  return &table;
#endif
}
