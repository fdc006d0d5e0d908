// What `import Glibc` does not show to Swift: calls that glibc declares for GNU sources only, calls with variable
// arguments, packed structures, and headers that its module map leaves out. Everything that Swift can call by itself
// (flock, inotify_init1, waitid, posix_spawn, pthread_sigmask, ...) is not here.
//
// All functions answer -1 and set errno on failure, unless they say otherwise. Every descriptor they make is closed on
// exec, so that it cannot leak into a worker, and belongs to the caller.

#pragma once

#include "events.h"
#include "files.h"
#include "memory.h"
#include "options.h"
#include "processes.h"
#include "signals.h"
#include "sockets.h"
#include "terminal.h"
