// The settings of glibc's allocator. man 3 mallopt

#pragma once

/// Bounds the number of memory pools, and gives blocks of 256 kB and more back to the system when they are freed; it cannot
/// fail. Fewer pools than eight make intake and writer wait for each other: an import was a tenth slower with two or four. To
/// be called before the first thread is made.
void linux_set_memory_economy(void);

/// Gives the pages that no allocation uses back to the system, in all pools: what one thread allocates and another frees leaves
/// holes. Takes a millisecond or some, during which threads that allocate may wait.
void linux_return_free_memory(void);
