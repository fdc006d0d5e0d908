/* Little-endian numbers in unaligned bytes. The machine is little-endian (the ABI demands it), so a copy does. */
#ifndef PWR_BYTES_H
#define PWR_BYTES_H

#include <stdint.h>
#include <string.h>

#include "plugwalk/types.h"

static inline uint8_t *put_u16(uint8_t *at, uint16_t value) {
  memcpy(at, &value, 2);
  return at + 2;
}
static inline uint8_t *put_u32(uint8_t *at, uint32_t value) {
  memcpy(at, &value, 4);
  return at + 4;
}
static inline uint8_t *put_u64(uint8_t *at, uint64_t value) {
  memcpy(at, &value, 8);
  return at + 8;
}

static inline uint8_t *put_text(uint8_t *at, pw_str text) {
  if (text.len > 0) memcpy(at, text.ptr, text.len);
  return at + text.len;
}

static inline uint16_t get_u16(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return value;
}
static inline uint32_t get_u32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return value;
}
static inline uint64_t get_u64(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, 8);
  return value;
}

#endif
