/// The one table of commands and options: parsing, help, man page and completions are made of it.
enum CommandTable {
    /// Every command; the start first.
    static let all: [CommandEntry] = [start, serve, status, stop] + adapters + [doctor, tail, documentation]

    static let start = CommandEntry(
        path: [], action: .start, summary: "Start the daemon and print the address of its page.",
        details: [
            "The daemon goes on in the background; a second start says where it is. Without --source it runs the adapters opencode-sse "
                + "and claude-hooks, as far as they are in this installation, and those that config.json enables."
        ],
        options: [open] + running + [chooseStatus, chooseStop, help, version] + later, exits: startExits)

    static let serve = CommandEntry(
        path: ["serve"], action: .serve, summary: "Do the same in the foreground, until Ctrl-C.",
        options: running + [help, OptionEntry(.readyDescriptor, "NUMBER", isHidden: true)], exits: startExits)

    static let status = CommandEntry(
        path: ["--status"], action: .status, summary: "Say whether the daemon runs, how its adapters do, and what to do next.",
        details: ["A daemon that does not run is an answer too: the exit code is 0, and --json says \"running\": false."],
        options: [json, help])

    static let stop = CommandEntry(
        path: ["--stop"], action: .stop, summary: "Stop the daemon; returns when it has ended.", options: [json, help])

    static let doctor = CommandEntry(
        path: ["doctor"], action: .doctor, summary: "Say what is there on this machine, what is missing, and what mends it.",
        details: ["Changes nothing, with or without a daemon."],
        options: [json, help],
        exits: [(.success, "Plugwalk can run, even if something is missing"), (.usage, "it cannot, or a wrong argument")])

    static let tail = CommandEntry(
        path: ["tail"], action: .tail, summary: "Print events as they come, one line each, until Ctrl-C.",
        details: [
            "Filters take several values, separated by commas. When the daemon goes away, tail waits for it and goes on where it was.",
            "With --json each line is one event, as the API writes it. An event that comes again has become known better: "
                + "it replaces the one with its event_id. Gaps and remarks go to standard error.",
        ],
        options: filters + [json, help],
        exits: [(.success, "ended by Ctrl-C, or its reader went away"), (.usage, "a wrong argument, or no daemon runs")])

    static let documentation = CommandEntry(
        path: ["documentation"], action: .documentation, summary: "Print the manual page or a shell's completions.",
        operands: [Operand("man|bash|zsh|fish|adapters")], options: [help], isHidden: true)

    private static let startExits: [(code: ExitCode, meaning: String)] = [
        (.success, "it runs, now or already"), (.usage, "a wrong argument, configuration or state folder"),
        (.adapter, "an adapter that --source names did not start"), (.port, "the port cannot be bound"),
    ]
}

extension CommandTable {
    static let adapters = [
        CommandEntry(
            path: ["adapters"], action: .listAdapters,
            summary: "List the adapters: what is there, what runs, what is refused and why.",
            options: [json, help]),
        CommandEntry(
            path: ["adapters", "list"], action: .listAdapters, summary: "The same.", options: [json, help]),
        CommandEntry(
            path: ["adapters", "enable"], action: .enableAdapter, summary: "Run an adapter now and at every start.",
            details: [
                "Written to config.json. Pairs KEY:VALUE set its configuration; without any, what was set before stays. "
                    + "Enabling an adapter is the consent to what it asks for: plugwalk adapters check says what that is."
            ],
            operands: [Operand("NAME", completion: .adapters), Operand("KEY:VALUE", .any)], options: [json, help],
            exits: adapterExits),
        CommandEntry(
            path: ["adapters", "disable"], action: .disableAdapter,
            summary: "Stop an adapter, and run it at no start that does not name it.",
            details: ["Written to config.json. Its configuration and its place in the source stay."],
            operands: [Operand("NAME", completion: .adapters)], options: [json, help], exits: adapterExits),
        CommandEntry(
            path: ["adapters", "start"], action: .startAdapter, summary: "Start an adapter now, until the daemon stops.",
            details: ["Lifts what kept it from running, such as its quarantine after too many crashes."],
            operands: [Operand("NAME", completion: .adapters), Operand("KEY:VALUE", .any)], options: [json, help],
            exits: adapterExits),
        CommandEntry(
            path: ["adapters", "stop"], action: .stopAdapter, summary: "Stop an adapter, until it is started again.",
            operands: [Operand("NAME", completion: .adapters)], options: [json, help], exits: adapterExits),
        CommandEntry(
            path: ["adapters", "check"], action: .checkAdapter,
            summary: "Say whether a file can be an adapter, and what it asks for.",
            details: [
                "Reads the file's headers and manifest, then loads a copy of it in a process of its own and looks at its table. "
                    + "Nothing of it is started. Changes nothing, with or without a daemon."
            ],
            operands: [Operand("FILE.so", completion: .file)], options: [json, help],
            exits: [(.success, "it can be used"), (.usage, "a wrong argument"), (.adapter, "it is refused, and why")]),
    ]

    private static let adapterExits: [(code: ExitCode, meaning: String)] = [
        (.success, "done"), (.usage, "a wrong argument or configuration, or no such adapter"),
        (.adapter, "its file cannot be used, or it did not start"),
    ]
}
