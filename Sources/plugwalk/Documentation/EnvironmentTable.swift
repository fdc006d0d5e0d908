/// The environment variables that the command reads, for its documentation.
enum EnvironmentTable {
    static let all: [(name: String, meaning: String)] = [
        ("PLUGWALK_HOME", "The folder that holds all state (default ~/.claude/plugwalk)."),
        (StartOptions.tokenVariable, "The token, as --token gives it, and hidden from other users of this machine."),
        ("BROWSER", "What --open starts: programs separated by colons, the first that is there; %s stands for the address."),
        ("NO_COLOR", "Set to anything, it keeps colours from the terminal."),
    ]
}
