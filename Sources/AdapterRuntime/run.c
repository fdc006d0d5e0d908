#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "library.h"
#include "session.h"
#include "text.h"

static pwr_session *make_session(const pwr_options *options) {
  pwr_session *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  pthread_condattr_t monotonic;
  session->socket = options->socket;
  session->own_process = options->own_process;
  session->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  pthread_mutex_init(&session->run_lock, NULL);
  pthread_mutex_init(&session->lock, NULL);
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&session->changed, &monotonic);
  pthread_condattr_destroy(&monotonic);
  pwr_host_fill(&session->host, session);
  return session;
}

/* Sends the last frame, and returns when everything is on its way or the peer is gone. */
static void say_goodbye(pwr_session *session, pw_status status, uint32_t stage, const char *words) {
  pthread_mutex_lock(&session->lock);
  pwr_session_flush_tally(session);
  pwr_session_catch_up(session);
  pw_str text = words != NULL ? (pw_str){words, strlen(words)} : session->failure;
  pwr_session_send_exit(session, status, stage, text);
  session->closed = true;
  pthread_cond_broadcast(&session->changed);
  while (session->outbox.first != NULL && !session->peer_gone) pwr_session_wait(session, INT64_MAX);
  session->link_done = true;
  pthread_mutex_unlock(&session->lock);
  eventfd_write(session->wake, 1);
  pthread_join(session->link, NULL);
}

/* What the session no longer needs. The block itself stays: a thread that the adapter left behind may still call the host, and
 * shall find `closed`. In a worker the process ends anyway. */
static void release(pwr_session *session) {
  pthread_mutex_lock(&session->lock);
  pwr_setup_free(&session->setup);
  pwr_tally_clear(&session->tally);
  pwr_outbox_clear(&session->outbox);
  pwr_str_free(&session->failure);
  pwr_str_free(&session->health.health.message);
  pwr_str_free(&session->health.health.detail_json);
  pthread_mutex_unlock(&session->lock);
  close(session->wake);
}

static pw_status create(pwr_session *session) {
  const pw_start start = {
      .size = sizeof start,
      .generation = session->setup.generation,
      .instance = session->setup.instance,
      .config_json = session->setup.config_json,
      .state_dir = session->setup.state_dir,
      .checkpoint_flush_ms = session->setup.checkpoint_flush_ms,
  };
  return session->adapter->create(&session->host, &start, &session->self);
}

/* False when stop was asked for before run() could begin. */
static bool begin_running(pwr_session *session) {
  pthread_mutex_lock(&session->run_lock);
  pthread_mutex_lock(&session->lock);
  session->running = !session->stopping;
  pwr_session_send_hello(session);
  pthread_mutex_unlock(&session->lock);
  bool running = session->running;
  pthread_mutex_unlock(&session->run_lock);
  return running;
}

static void end_running(pwr_session *session) {
  pthread_mutex_lock(&session->run_lock);
  session->running = false;
  pthread_mutex_unlock(&session->run_lock);
}

static void serve(pwr_session *session, const pwr_options *options) {
  char why[512];
  session->adapter = pwr_library_load(options->path, session->setup.manifest, why, sizeof why);
  if (session->adapter == NULL) {
    say_goodbye(session, PW_E_INVALID, PWR_STAGE_LOAD, why);
    return;
  }
  if (options->probe) {
    say_goodbye(session, PW_OK, PWR_STAGE_LOAD, NULL);
    return;
  }
  pw_status status = create(session);
  if (status < 0) {
    say_goodbye(session, status, PWR_STAGE_CREATE, NULL);
    return;
  }
  status = PW_STOPPING;
  if (begin_running(session)) status = session->adapter->run(session->self);
  end_running(session);
  session->adapter->destroy(session->self);
  say_goodbye(session, status, PWR_STAGE_RUN, NULL);
}

/* Sessions that have ended in this process, kept reachable; see release(). */
static pwr_session *ended_sessions;
static pthread_mutex_t ended_lock = PTHREAD_MUTEX_INITIALIZER;

static void keep(pwr_session *session) {
  pthread_mutex_lock(&ended_lock);
  session->next_ended = ended_sessions;
  ended_sessions = session;
  pthread_mutex_unlock(&ended_lock);
}

/* The adapter's interrupt() runs on this thread, so it gets a common stack, but not the 8 MiB that would count as memory. */
static bool start_link(pwr_session *session) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 512u << 10);
  int code = pthread_create(&session->link, &attributes, pwr_link_main, session);
  pthread_attr_destroy(&attributes);
  return code == 0;
}

int pwr_run(const pwr_options *options) {
  pwr_session *session = make_session(options);
  if (session == NULL) return PWR_BAD_START;
  int code = PWR_BAD_START;
  if (session->wake >= 0 && pwr_setup_read(&session->setup, options->socket)) {
    session->has_positions = session->setup.checkpoint_count > 0;
    session->next_sequence = ((uint64_t)session->setup.generation << 32) + 1;
    session->last_sent_ns = pwr_now_ns();
    if (start_link(session)) {
      serve(session, options);
      code = session->peer_gone ? PWR_ORPHANED : PWR_LEFT;
    }
  }
  release(session);
  keep(session);
  return code;
}
