/* clang-format off */
/* Frames: what the host and the runtime of one adapter instance say to each other over one stream socket.
 *
 *   u32 length     bytes that follow this field: 12 and the body
 *   u16 type       PWR_CHECKPOINTS ... PWR_EXIT
 *   u16 flags      PWR_FLAG_DROPPABLE in a BATCH, else 0
 *   u64 sequence   in a BATCH: generation << 32 | number of the batch, from 1, without gaps; else 0
 *   body
 *
 * Everything is little-endian and unaligned. There is no checksum: a local socket does not lose bits. A body is a table of
 * fixed-size records and, after it, the text: the bytes of every string of the table, in the table's order, without gaps. So a
 * record holds lengths, never offsets, the lengths add up to the rest of the body exactly, and no two strings can overlap.
 *
 * host -> runtime
 *   CHECKPOINTS  u32 n; n x {u32 stream, u32 blob}; text. Any number of them, before START
 *   START        u32 generation, u32 pulse_ms, u64 window, u32 checkpoint_flush_ms,
 *                u32 instance, u32 config_json, u32 state_dir, u32 manifest; text
 *   CREDIT       u64 bytes
 *   STOP         u32 grace_ms
 *
 * runtime -> host
 *   HELLO        u16 abi_major, u16 abi_minor, u16 abi_minor_needed, u16 0, u32 pid
 *                create() has succeeded. Everything else may come before it
 *   BATCH        u32 events, u32 checkpoints, u32 counts, u32 losses;
 *                events x      {u32 flags, u32 length[17], i64 time_ns, i64 source_order}
 *                checkpoints x {u32 flags, u32 stream, u32 blob}
 *                counts x      {u64 n, u32 name}
 *                losses x      {u64 n, u32 stream, u32 reason}; text
 *   HEALTH       i32 state, u32 progress_bp, i64 lag_ns, i64 backlog, u32 message, u32 detail_json; text
 *   LOG          i32 level; text
 *   PULSE        nothing: the adapter sits in wait() or emit() and lives
 *   EXIT         i32 status, u32 stage; text. The last frame: load, create() or run() ended so
 *
 * Credit. A BATCH takes its whole frame (4 + length) from the window of START; CREDIT gives bytes back. The runtime sends a
 * batch when it fits into what is left, or, so that a batch larger than the window passes at all, when nothing is outstanding.
 * The other frames are free: the runtime bounds them itself (PWR_CONTROL_LIMIT). */
/* clang-format on */
#ifndef PLUGWALK_RUNTIME_FRAMES_H
#define PLUGWALK_RUNTIME_FRAMES_H

#define PWR_CHECKPOINTS 1u
#define PWR_START 2u
#define PWR_CREDIT 3u
#define PWR_STOP 4u

#define PWR_HELLO 16u
#define PWR_BATCH 17u
#define PWR_HEALTH 18u
#define PWR_LOG 19u
#define PWR_PULSE 20u
#define PWR_EXIT 21u

#define PWR_FLAG_DROPPABLE 1u

#define PWR_HEADER_BYTES 16u /* 4 length, 2 type, 2 flags, 8 sequence */
#define PWR_LENGTH_OVERHEAD 12u /* the part of the header that `length` counts */
#define PWR_EVENT_STRINGS 17u /* stream ... tags, in the order of event.h */
#define PWR_EVENT_RECORD_BYTES 88u /* 4 flags, 17 x 4 lengths, 8 time, 8 order */
#define PWR_CHECKPOINT_RECORD_BYTES 12u /* 4 flags, 4 stream, 4 blob */
#define PWR_COUNT_RECORD_BYTES 12u /* 8 n, 4 name */
#define PWR_LOSS_RECORD_BYTES 16u /* 8 n, 4 stream, 4 reason */
#define PWR_MAX_COUNTS 128u /* distinct names between two batches; further ones are added up as "(other)" */
#define PWR_MAX_LOSSES 128u /* distinct (stream, reason) between two batches */

/* The largest body: 8 MiB of strings, 4096 events and checkpoints, and the counts and losses with names of 1 KiB make
 * 8 + 0.39 + 0.38 MiB. */
#define PWR_MAX_BODY (9u << 20)
#define PWR_CONTROL_LIMIT (128u << 10) /* unsent bytes of HEALTH and LOG beyond which a log line is dropped and counted */

/* EXIT.stage: what ended */
#define PWR_STAGE_LOAD 0u /* not loaded, or its table was refused: PW_E_INVALID, and why; PW_OK after a probe */
#define PWR_STAGE_CREATE 1u /* create() returned `status` */
#define PWR_STAGE_RUN 2u /* run() returned `status` */

#endif
