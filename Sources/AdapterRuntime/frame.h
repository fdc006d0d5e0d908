/* The small frames of the runtime, and the header of all. */
#ifndef PWR_FRAME_H
#define PWR_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "plugwalk/health.h"
#include "plugwalk_runtime/frames.h"

/* Writes the header of a frame of `frame_bytes` bytes in all; returns where the body begins. */
static inline uint8_t *pwr_put_header(uint8_t *frame, size_t frame_bytes, uint16_t type, uint16_t flags, uint64_t sequence) {
  frame = put_u32(frame, (uint32_t)(frame_bytes - 4));
  frame = put_u16(frame, type);
  frame = put_u16(frame, flags);
  return put_u64(frame, sequence);
}

#endif
