#include "CLinux/memory.h"

#include <malloc.h>

void linux_set_memory_economy(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
}
