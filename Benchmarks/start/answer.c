/* How long a server takes from its start to its first answer.
 *
 *   answer PORT PATH COMMAND...     starts the command, asks for the path until it is answered, prints milliseconds, ends it */
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../client/connection.h"

extern char **environ;

enum { LONGEST_MS = 20000 };

int main(int count, char **arguments) {
  if (count < 4) return 2;
  pid_t server;
  int64_t start = clock_steady_ns();
  if (posix_spawnp(&server, arguments[3], NULL, NULL, &arguments[3], environ) != 0) return 1;
  int connection = connection_open(atoi(arguments[1]), LONGEST_MS);
  int is_answered = connection >= 0 && connection_get(connection, arguments[2]) != NULL;
  if (is_answered) printf("%.2f\n", (double)(clock_steady_ns() - start) / 1e6);
  kill(server, SIGTERM);
  waitpid(server, NULL, 0);
  return !is_answered;
}
