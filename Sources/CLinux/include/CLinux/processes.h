// Processes: settings of one's own, children by descriptor, and what posix_spawn does not offer to Swift.
// man 2 prctl, man 2 pidfd_open, man 2 waitid, man 3 posix_spawn

#pragma once

#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Names the calling thread, as `ps -L` and `/proc` show it. The kernel keeps the first 15 bytes.
int32_t linux_set_thread_name(const char *name);

/// Asks for this signal when the *thread* that started this process ends; 0 for none. A parent that has ended already
/// sends nothing, so compare `getppid()` afterwards.
int32_t linux_set_parent_death_signal(int32_t signal);

/// Returns the signal asked for above, 0 for none.
int32_t linux_parent_death_signal(void);

/// Gives up, for the calling thread and what it starts, every privilege that executing a file could bring. For good.
int32_t linux_set_no_new_privileges(void);

/// Whether the process may dump core, and its user's other processes may trace it and read its memory.
int32_t linux_set_dumpable(bool dumpable);

/// Returns whether it may: 1 or 0.
int32_t linux_dumpable(void);

/// Opens a descriptor for the process, readable when it has ended. It never means another process that got the same
/// number later, provided that it was opened before the parent reaped the process.
int32_t linux_process_open(int32_t pid);

/// Sends the signal to the process, which may have ended (ESRCH).
int32_t linux_process_signal(int32_t process, int32_t signal);

/// How a child ended.
typedef struct linux_exit {
  int32_t pid;
  /// What it gave to exit(), -1 if a signal ended it.
  int32_t status;
  /// The signal that ended it, 0 if it exited.
  int32_t signal;
  /// Whether it left a core file.
  bool dumped_core;
} linux_exit;

/// Reaps the child.
///
/// - Parameter blocks: Whether to wait for its end; a signal interrupts that (EINTR).
/// - Returns: 1 with how it ended, 0 when it still runs. Fails with ECHILD if it is no child of ours, or reaped already.
int32_t linux_process_wait(int32_t process, bool blocks, linux_exit *result);

/// Closes every descriptor from `first` on.
int32_t linux_close_from(int32_t first);

/// Lets exec close every descriptor from `first` on.
int32_t linux_close_on_exec_from(int32_t first);

/// Adds to what a spawned child does first: close every descriptor from `first` on.
/// The three answer 0 or an error number, as posix_spawn does.
int32_t linux_spawn_close_from(posix_spawn_file_actions_t *actions, int32_t first);

/// Adds to what a spawned child does first: go to this folder. Its path is copied.
int32_t linux_spawn_change_directory(posix_spawn_file_actions_t *actions, const char *path);

/// Makes the child the leader of a new session, away from the terminal and its signals, beside other flags that are
/// set.
int32_t linux_spawn_new_session(posix_spawnattr_t *attributes);

#pragma clang assume_nonnull end
