/// How the command ends (specification §7.3).
enum ExitCode: Int32 {
    case success = 0
    /// A wrong argument, configuration or state folder.
    case usage = 2
    /// A named adapter did not start.
    case adapter = 3
    /// The port cannot be bound.
    case port = 4
}
