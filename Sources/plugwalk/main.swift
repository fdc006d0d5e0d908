import Glibc

// Closures written here would be main-actor code, which traps on other threads: everything else lives in its own file.
exit(Plugwalk.run(arguments: CommandLine.arguments).rawValue)
