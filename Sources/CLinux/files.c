#define _GNU_SOURCE
#include "CLinux/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int32_t linux_memory_file_create(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int32_t linux_memory_file_seal(int32_t file) {
  return fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
}

int32_t linux_pipe_create(int32_t *read_end, int32_t *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  *read_end = ends[0];
  *write_end = ends[1];
  return 0;
}
