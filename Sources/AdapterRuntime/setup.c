#include "setup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "bytes.h"
#include "plugwalk_runtime/frames.h"

#define START_TABLE_BYTES 36u /* 4 generation, 4 pulse_ms, 8 window, 4 checkpoint_flush_ms, 4 x 4 lengths */
#define CHECKPOINT_PAIR_BYTES 8u

static bool read_exactly(int socket, void *into, size_t length) {
  uint8_t *at = into;
  while (length > 0) {
    ssize_t got = recv(socket, at, length, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    length -= (size_t)got;
  }
  return true;
}

/* Reads one frame and keeps its body in the setup. Returns its type, or 0. */
static uint16_t read_frame(pwr_setup *setup, int socket) {
  uint8_t header[PWR_HEADER_BYTES];
  if (!read_exactly(socket, header, sizeof header)) return 0;
  uint32_t length = get_u32(header);
  if (length < PWR_LENGTH_OVERHEAD || length - PWR_LENGTH_OVERHEAD > PWR_MAX_BODY) return 0;
  if (get_u16(header + 6) != 0 || get_u64(header + 8) != 0) return 0;
  length -= PWR_LENGTH_OVERHEAD;
  pwr_body *body = malloc(sizeof *body + length);
  if (body == NULL) return 0;
  body->length = length;
  body->next = setup->bodies;
  setup->bodies = body;
  return read_exactly(socket, body->bytes, length) ? get_u16(header + 4) : 0;
}

/* Cuts `length` bytes off the text that begins at `*at`. */
static bool take(const pwr_body *body, uint64_t *at, uint32_t length, pw_str *out) {
  if (length > body->length - *at) return false;
  *out = (pw_str){(const char *)body->bytes + *at, length};
  *at += length;
  return true;
}

static bool parse_checkpoints(pwr_setup *setup, const pwr_body *body) {
  if (body->length < 4) return false;
  uint32_t count = get_u32(body->bytes);
  if (count > (body->length - 4) / CHECKPOINT_PAIR_BYTES) return false;
  size_t total = (size_t)setup->checkpoint_count + count;
  pw_checkpoint *all = reallocarray(setup->checkpoints, total + 1, sizeof *all);
  if (all == NULL) return false;
  setup->checkpoints = all;
  uint64_t text = 4 + (uint64_t)count * CHECKPOINT_PAIR_BYTES;
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t *pair = body->bytes + 4 + (size_t)i * CHECKPOINT_PAIR_BYTES;
    pw_checkpoint *checkpoint = &all[setup->checkpoint_count];
    *checkpoint = (pw_checkpoint){.size = sizeof *checkpoint};
    if (!take(body, &text, get_u32(pair), &checkpoint->stream)) return false;
    if (!take(body, &text, get_u32(pair + 4), &checkpoint->blob)) return false;
    setup->checkpoint_count++;
  }
  return text == body->length;
}

static bool parse_start(pwr_setup *setup, const pwr_body *body) {
  if (body->length < START_TABLE_BYTES) return false;
  const uint8_t *table = body->bytes;
  setup->generation = get_u32(table);
  setup->pulse_ms = get_u32(table + 4);
  setup->window = get_u64(table + 8);
  setup->checkpoint_flush_ms = get_u32(table + 16);
  uint64_t text = START_TABLE_BYTES;
  return take(body, &text, get_u32(table + 20), &setup->instance) &&
         take(body, &text, get_u32(table + 24), &setup->config_json) &&
         take(body, &text, get_u32(table + 28), &setup->state_dir) &&
         take(body, &text, get_u32(table + 32), &setup->manifest) && text == body->length;
}

bool pwr_setup_read(pwr_setup *setup, int socket) {
  *setup = (pwr_setup){0};
  for (;;) {
    uint16_t type = read_frame(setup, socket);
    if (type == PWR_START) return parse_start(setup, setup->bodies);
    if (type != PWR_CHECKPOINTS || !parse_checkpoints(setup, setup->bodies)) return false;
  }
}

void pwr_setup_free(pwr_setup *setup) {
  free(setup->checkpoints);
  while (setup->bodies != NULL) {
    pwr_body *next = setup->bodies->next;
    free(setup->bodies);
    setup->bodies = next;
  }
  *setup = (pwr_setup){0};
}
