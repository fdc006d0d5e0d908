#define _GNU_SOURCE /* posix_spawn_file_actions_addclosefrom_np, P_PIDFD, pipe2 */
#include "plugwalk_runtime/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The descriptors are moved onto 1, 2 and 3 one after the other: a source below 4 could be overwritten before its turn. */
static int above_targets(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, PWR_WORKER_SOCKET + 1); }

static int describe_files(posix_spawn_file_actions_t *files, const pwr_launch *launch, int socket, int output) {
  int code = posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (code == 0) code = posix_spawn_file_actions_adddup2(files, output, STDOUT_FILENO);
  if (code == 0) code = posix_spawn_file_actions_adddup2(files, output, STDERR_FILENO);
  if (code == 0) code = posix_spawn_file_actions_adddup2(files, socket, PWR_WORKER_SOCKET);
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(files, PWR_WORKER_SOCKET + 1);
  if (code == 0) code = posix_spawn_file_actions_addchdir_np(files, launch->directory);
  return code;
}

static int describe_signals(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int code = posix_spawnattr_setsigmask(attributes, &none);
  if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &all);
  if (code == 0)
    code = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  return code;
}

static int spawn(const pwr_launch *launch, int socket, int output, pid_t *pid) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  int code = describe_files(&files, launch, socket, output);
  if (code == 0) code = describe_signals(&attributes);
  if (code == 0) code = posix_spawn(pid, launch->program, &files, &attributes, launch->arguments, launch->environment);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return code;
}

int pwr_process_start(const pwr_launch *launch, pwr_process *process) {
  int socket = above_targets(launch->socket), output = above_targets(launch->output);
  int code = socket < 0 || output < 0 ? errno : spawn(launch, socket, output, &process->pid);
  if (socket >= 0) close(socket);
  if (output >= 0) close(output);
  if (code != 0) return code;
  /* The child cannot be reaped by anybody else before this, so the pid still is the child's. */
  process->pidfd = (int)syscall(SYS_pidfd_open, process->pid, 0);
  if (process->pidfd >= 0) return 0;
  code = errno;
  kill(process->pid, SIGKILL);
  waitpid(process->pid, NULL, 0);
  return code;
}

int pwr_process_signal(const pwr_process *process, int signal) {
  if (syscall(SYS_pidfd_send_signal, process->pidfd, signal, NULL, 0) != 0) return errno;
  kill(-process->pid, signal);
  return 0;
}

int pwr_process_reap(const pwr_process *process, pwr_end *end) {
  siginfo_t info = {0};
  /* A group of an unreaped leader is not given to anybody else: what the worker left behind goes first. */
  if (waitid(P_PIDFD, (id_t)process->pidfd, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno;
  if (info.si_pid == 0) return EAGAIN;
  kill(-process->pid, SIGKILL);
  if (waitid(P_PIDFD, (id_t)process->pidfd, &info, WEXITED | WNOHANG) != 0) return errno;
  *end = (pwr_end){.signalled = info.si_code != CLD_EXITED, .value = info.si_status};
  return 0;
}

int pwr_output_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  *read_end = ends[0];
  *write_end = ends[1];
  return fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
}
