// Signals as something to read. man 2 signalfd

#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// A signal that has arrived.
typedef struct linux_signal {
  int32_t signal;
  /// Who sent it, 0 for the kernel.
  int32_t sender_pid;
  uint32_t sender_uid;
  /// For SIGCHLD: the child's exit status or signal.
  int32_t child_status;
} linux_signal;

/// Blocks these signals in the calling thread and makes a descriptor that becomes readable when one arrives.
///
/// Threads take over the mask of the one that starts them, so call it before there are others: a signal goes to any
/// thread that does not block it. A spawned child takes it over too, unless its attributes set another.
int32_t linux_signals_create(const int32_t *signals, int32_t count);

/// Takes the next signal, without waiting.
///
/// - Returns: 1 with a signal, 0 when none is there.
int32_t linux_signals_next(int32_t descriptor, linux_signal *signal);

#pragma clang assume_nonnull end
