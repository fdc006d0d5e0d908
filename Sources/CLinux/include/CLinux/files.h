// Files without a name. man 2 memfd_create, man 2 pipe

#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Makes an empty file in memory; the name is only shown in `/proc`.
int32_t linux_memory_file_create(const char *name);

/// Makes a file of the call above unchangeable, for good: its bytes, its size and this promise.
/// Fails with EBUSY while it is mapped for writing.
int32_t linux_memory_file_seal(int32_t file);

/// Makes a pipe whose ends block.
int32_t linux_pipe_create(int32_t *read_end, int32_t *write_end);

#pragma clang assume_nonnull end
