// The settings of glibc's allocator. man 3 mallopt

#pragma once

/// Keeps two pools of memory for all threads, and gives blocks of 256 kB and more back to the system when they are freed; it
/// cannot fail. By itself the allocator makes a pool for each thread: what one thread allocates and another frees, as the
/// intake and the writer do, leaves holes in the first one's. With a single pool the two wait for each other. To be called
/// before the first thread is made.
void linux_set_memory_economy(void);
