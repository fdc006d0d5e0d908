/* Words that the other headers share: strings, status codes, thread tags, the rules of growth.
 *
 * What may cross this boundary
 *   64-bit little-endian ELF, C11. Fixed-width integers, pointers, and structs of them. No enum, bool, long, bit-field,
 *   variable arguments or struct return. No exception, panic or longjmp may leave a function of this ABI.
 *
 * Who owns memory
 *   Every pointer that is handed over, in either direction, is BORROWED: it is valid until the call returns, and the callee
 *   copies what it keeps. There is nothing to free.
 *
 * How it grows
 *   Every struct but pw_str begins with `size`, which the writer sets to its own sizeof. A reader treats everything beyond
 *   `size` as absent (PW_HAS). A minor version only appends fields. Arrays are walked with the STRIDE their producer gives,
 *   never with the reader's sizeof. An unknown flag bit makes the call fail with PW_E_INVALID.
 *
 * Thread tags
 *   [run-thread]    the one thread on which the host calls create(), run() and destroy() of an instance, one after the other
 *   [other-thread]  a thread of the host's that is not the run thread
 *   [any-thread]    may be called from any thread, also from several at once
 */
#ifndef PLUGWALK_TYPES_H
#define PLUGWALK_TYPES_H

#include <stddef.h>
#include <stdint.h>

#define PW_ABI_MAJOR 1u
#define PW_ABI_MINOR 0u

/* The version of the event schema (event.h), counted apart from the ABI's. */
#define PW_EVENT_SCHEMA 1u

#ifdef __cplusplus
extern "C" {
#endif

/* UTF-8 bytes, not terminated, possibly with NUL bytes inside. `ptr` may be NULL only when `len` is 0.
 * An empty string means "not known" wherever a field is optional. */
typedef struct pw_str {
  const char *ptr;
  uint64_t len;
} pw_str;

/* A string literal as pw_str. */
#ifdef __cplusplus
#define PW_STR(literal) (pw_str{(literal), sizeof(literal) - 1})
#else
#define PW_STR(literal) ((pw_str){(literal), sizeof(literal) - 1})
#endif

/* True when the struct at `p` is new enough to hold `field`. */
#define PW_HAS(p, field) ((p)->size >= offsetof(__typeof__(*(p)), field) + sizeof((p)->field))

/* >= 0 is progress, < 0 is failure. A reader takes an unknown negative value for PW_E_INTERNAL. */
typedef int32_t pw_status;

#define PW_OK 0 /* emit: the host has taken the batch. wait: the timeout is over */
#define PW_STOPPING 1 /* wait: flush and return from run(). emit: the grace time is over, nothing was taken */
#define PW_BUSY 2 /* emit: the queue stayed full until the timeout, nothing was taken, offer the same batch again */
#define PW_DONE 3 /* run(): the source is exhausted, do not start again */
#define PW_E_INVALID -1 /* a malformed call or batch, nothing was taken */
#define PW_E_TOO_BIG -2 /* over a limit of limits.h, nothing was taken */
#define PW_E_CONFIG -3 /* create(): the configuration cannot work; not tried again until it changes */
#define PW_E_CHECKPOINT -4 /* create(): a saved position is unusable; the host asks a person, it never resets by itself */
#define PW_E_TRANSIENT -5 /* run(): start again after a pause */
#define PW_E_INTERNAL -6 /* anything else that failed */

/* A timeout that never ends, in milliseconds. */
#define PW_FOREVER UINT32_MAX

#ifdef __cplusplus
}
#endif
#endif
