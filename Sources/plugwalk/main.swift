import Glibc

// A program that was started without the three streams would get them as its next files: the log, a socket.
for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }

// Closures written here would be main-actor code, which traps on other threads: everything else lives in its own file.
exit(Plugwalk.run(arguments: CommandLine.arguments).rawValue)
