#define _GNU_SOURCE
#include "CLinux/signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

int32_t linux_signals_create(const int32_t *signals, int32_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (int32_t i = 0; i < count; i++) {
    if (sigaddset(&set, signals[i]) != 0) return -1;
  }
  int error = pthread_sigmask(SIG_BLOCK, &set, NULL);
  if (error != 0) {
    errno = error;
    return -1;
  }
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int32_t linux_signals_next(int32_t descriptor, linux_signal *signal) {
  struct signalfd_siginfo info;
  ssize_t length;
  do {
    length = read(descriptor, &info, sizeof info);
  } while (length < 0 && errno == EINTR);
  if (length < 0) return errno == EAGAIN ? 0 : -1;
  *signal = (linux_signal){
      .signal = (int32_t)info.ssi_signo,
      .sender_pid = (int32_t)info.ssi_pid,
      .sender_uid = info.ssi_uid,
      .child_status = info.ssi_status,
  };
  return 1;
}
