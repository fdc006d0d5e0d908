#define _GNU_SOURCE
#include "CLinux/processes.h"

#include <errno.h>
#include <limits.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int32_t linux_set_thread_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

int32_t linux_set_parent_death_signal(int32_t signal) { return prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0, 0, 0); }

int32_t linux_parent_death_signal(void) {
  int signal = 0;
  return prctl(PR_GET_PDEATHSIG, &signal, 0, 0, 0) == 0 ? signal : -1;
}

int32_t linux_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL); }

int32_t linux_set_dumpable(bool dumpable) { return prctl(PR_SET_DUMPABLE, dumpable ? 1UL : 0UL, 0, 0, 0); }

int32_t linux_dumpable(void) {
  // 2 is a process of another user or of a file one may not read: root alone may look, which is a no to others.
  int dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
  return dumpable < 0 ? -1 : dumpable == 1;
}

int32_t linux_process_open(int32_t pid) {
  // Closed on exec by itself.
  return pidfd_open(pid, 0);
}

int32_t linux_process_signal(int32_t process, int32_t signal) { return pidfd_send_signal(process, signal, NULL, 0); }

int32_t linux_process_wait(int32_t process, bool blocks, linux_exit *result) {
  siginfo_t info = {0};
  if (waitid(P_PIDFD, (id_t)process, &info, WEXITED | (blocks ? 0 : WNOHANG)) != 0) return -1;
  if (info.si_pid == 0) return 0;
  bool exited = info.si_code == CLD_EXITED;
  *result = (linux_exit){
      .pid = info.si_pid,
      .status = exited ? info.si_status : -1,
      .signal = exited ? 0 : info.si_status,
      .dumped_core = info.si_code == CLD_DUMPED,
  };
  return 1;
}

int32_t linux_close_from(int32_t first) { return close_range((unsigned)first, UINT_MAX, 0); }

int32_t linux_close_on_exec_from(int32_t first) { return close_range((unsigned)first, UINT_MAX, CLOSE_RANGE_CLOEXEC); }

int32_t linux_spawn_close_from(posix_spawn_file_actions_t *actions, int32_t first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int32_t linux_spawn_change_directory(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

int32_t linux_spawn_new_session(posix_spawnattr_t *attributes) {
  short flags = 0;
  int error = posix_spawnattr_getflags(attributes, &flags);
  return error != 0 ? error : posix_spawnattr_setflags(attributes, (short)(flags | POSIX_SPAWN_SETSID));
}
