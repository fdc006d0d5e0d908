// Waiting: epoll, timers and wake-ups, all by descriptors. man 7 epoll, man 2 timerfd_create, man 2 eventfd

#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

// What to wait for, and what has happened. The last two are always reported, asked for or not.
static const uint32_t LINUX_EPOLL_READABLE = 0x001;
static const uint32_t LINUX_EPOLL_WRITABLE = 0x004;
static const uint32_t LINUX_EPOLL_PEER_CLOSED = 0x2000;
static const uint32_t LINUX_EPOLL_ERROR = 0x008;
static const uint32_t LINUX_EPOLL_HANGUP = 0x010;

/// The most events one call of `linux_epoll_wait` gives.
#define LINUX_EPOLL_BATCH 64

/// One descriptor that is ready. The kernel's own structure is packed, which Swift cannot lay out.
typedef struct linux_epoll_event {
  /// What was given to `linux_epoll_add` or `linux_epoll_modify`.
  uint64_t token;
  /// `LINUX_EPOLL_…` bits.
  uint32_t events;
} linux_epoll_event;

/// Makes an epoll instance.
int32_t linux_epoll_create(void);

/// Waits for these events on the descriptor, level-triggered, and reports them with the token.
int32_t linux_epoll_add(int32_t epoll, int32_t descriptor, uint32_t events, uint64_t token);

/// Changes what is waited for, and the token.
int32_t linux_epoll_modify(int32_t epoll, int32_t descriptor, uint32_t events, uint64_t token);

/// Forgets the descriptor. To be called before it is closed: the instance watches the open file, not the number.
int32_t linux_epoll_remove(int32_t epoll, int32_t descriptor);

/// Blocks until something is ready, a signal comes (EINTR), or the time is over.
///
/// - Parameters:
///   - events: Filled from the start. At most `LINUX_EPOLL_BATCH` are given at once, the others by the next call.
///   - timeout_ms: 0 to only look, -1 to wait for ever.
/// - Returns: How many events were filled in, 0 when the time is over.
int32_t linux_epoll_wait(int32_t epoll, linux_epoll_event *events, int32_t capacity, int32_t timeout_ms);

/// Makes a timer on the monotonic clock, not armed, that does not block when read.
int32_t linux_timer_create(void);

/// Arms the timer: it becomes readable after `first_ns` and then every `interval_ns` (0 for once only).
/// `first_ns` = 0 disarms it.
int32_t linux_timer_set(int32_t timer, uint64_t first_ns, uint64_t interval_ns);

/// Makes a wake-up that does not block: writing to it makes it readable, reading it takes all wake-ups at once.
/// Both move 8 bytes, a count.
int32_t linux_wakeup_create(void);

#pragma clang assume_nonnull end
