#include "tally.h"

#include "bytes.h"
#include "plugwalk/limits.h"
#include "text.h"

bool pwr_tally_is_empty(const pwr_tally *tally) { return tally->count_count == 0 && tally->loss_count == 0; }

static void add(uint64_t *to, uint64_t n) {
  if (__builtin_add_overflow(*to, n, to)) *to = UINT64_MAX;
}

/* The entry of that name, the one after the last (then new), or, with one place left, "(other)". */
static pwr_count *count_entry(pwr_tally *tally, pw_str name) {
  for (uint32_t i = 0; i < tally->count_count; i++)
    if (pwr_str_equal(tally->counts[i].name, name)) return &tally->counts[i];
  if (tally->count_count == PWR_MAX_COUNTS) return &tally->counts[PWR_MAX_COUNTS - 1];
  if (tally->count_count == PWR_MAX_COUNTS - 1) name = PW_STR("(other)");
  pwr_count *entry = &tally->counts[tally->count_count++];
  *entry = (pwr_count){.name = pwr_str_copy(name)};
  return entry;
}

void pwr_tally_count(pwr_tally *tally, pw_str name, uint64_t n) {
  if (n == 0) return;
  add(&count_entry(tally, pwr_str_clip(name, PW_MAX_NAME))->n, n);
}

static pwr_loss *loss_entry(pwr_tally *tally, pw_str stream, pw_str reason) {
  for (uint32_t i = 0; i < tally->loss_count; i++) {
    pwr_loss *entry = &tally->losses[i];
    if (pwr_str_equal(entry->stream, stream) && pwr_str_equal(entry->reason, reason)) return entry;
  }
  if (tally->loss_count == PWR_MAX_LOSSES) return &tally->losses[PWR_MAX_LOSSES - 1];
  if (tally->loss_count == PWR_MAX_LOSSES - 1) stream = (pw_str){NULL, 0}, reason = PW_STR("(other)");
  pwr_loss *entry = &tally->losses[tally->loss_count++];
  *entry = (pwr_loss){.stream = pwr_str_copy(stream), .reason = pwr_str_copy(reason)};
  return entry;
}

void pwr_tally_lost(pwr_tally *tally, pw_str stream, uint64_t n, pw_str reason) {
  if (n == 0) return;
  add(&loss_entry(tally, pwr_str_clip(stream, PW_MAX_NAME), pwr_str_clip(reason, PW_MAX_NAME))->n, n);
}

size_t pwr_tally_table_bytes(const pwr_tally *tally) {
  return tally->count_count * (size_t)PWR_COUNT_RECORD_BYTES + tally->loss_count * (size_t)PWR_LOSS_RECORD_BYTES;
}

size_t pwr_tally_text_bytes(const pwr_tally *tally) {
  size_t bytes = 0;
  for (uint32_t i = 0; i < tally->count_count; i++) bytes += tally->counts[i].name.len;
  for (uint32_t i = 0; i < tally->loss_count; i++) bytes += tally->losses[i].stream.len + tally->losses[i].reason.len;
  return bytes;
}

uint8_t *pwr_tally_put_table(const pwr_tally *tally, uint8_t *at) {
  for (uint32_t i = 0; i < tally->count_count; i++) {
    at = put_u64(at, tally->counts[i].n);
    at = put_u32(at, (uint32_t)tally->counts[i].name.len);
  }
  for (uint32_t i = 0; i < tally->loss_count; i++) {
    at = put_u64(at, tally->losses[i].n);
    at = put_u32(at, (uint32_t)tally->losses[i].stream.len);
    at = put_u32(at, (uint32_t)tally->losses[i].reason.len);
  }
  return at;
}

uint8_t *pwr_tally_put_text(const pwr_tally *tally, uint8_t *at) {
  for (uint32_t i = 0; i < tally->count_count; i++) at = put_text(at, tally->counts[i].name);
  for (uint32_t i = 0; i < tally->loss_count; i++) {
    at = put_text(at, tally->losses[i].stream);
    at = put_text(at, tally->losses[i].reason);
  }
  return at;
}

void pwr_tally_clear(pwr_tally *tally) {
  for (uint32_t i = 0; i < tally->count_count; i++) pwr_str_free(&tally->counts[i].name);
  for (uint32_t i = 0; i < tally->loss_count; i++) {
    pwr_str_free(&tally->losses[i].stream);
    pwr_str_free(&tally->losses[i].reason);
  }
  tally->count_count = 0;
  tally->loss_count = 0;
}
