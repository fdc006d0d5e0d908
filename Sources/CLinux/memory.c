#include "CLinux/memory.h"

#include <malloc.h>

void linux_set_memory_economy(void) {
  mallopt(M_ARENA_MAX, 8);
  mallopt(M_MMAP_THRESHOLD, 256 << 10);
}

void linux_return_free_memory(void) { malloc_trim(0); }
