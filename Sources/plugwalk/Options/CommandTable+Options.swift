import PlugwalkModel

extension CommandTable {
    static let json = OptionEntry(.json, nil, "Print JSON.")
    static let help = OptionEntry(.help, short: "h", nil, "Print this help.")
    static let version = OptionEntry(.version, nil, "Print the version.")
    static let open = OptionEntry(.open, nil, "Open the page in the browser: $BROWSER, else xdg-open.")
    static let chooseStatus = OptionEntry(.status, nil, status.summary)
    static let chooseStop = OptionEntry(.stop, nil, stop.summary)

    /// How a daemon is to run.
    static let running = [
        OptionEntry(
            .source, "LIST",
            "The adapters to run this time, as NAME or NAME=KEY:VALUE;KEY:VALUE, separated by commas "
                + "(default opencode-sse,claude-hooks and what config.json enables).", completion: .adapters),
        OptionEntry(.port, "NUMBER", "Listen on this port (default 4517; 0 picks a free one)."),
        OptionEntry(
            .bind, "HOST",
            "Listen on this address (default 127.0.0.1). One that other machines reach needs a token.",
            completion: .words(["127.0.0.1", "::1", "0.0.0.0", "::"])),
        OptionEntry(
            .token, "TOKEN",
            "Ask for this token whoever cannot be known otherwise. Other users of this machine can see arguments: "
                + "better set PLUGWALK_TOKEN."),
        OptionEntry(.demo, nil, "Load the recorded runs that ship with Plugwalk as the dataset demo."),
        OptionEntry(.dev, nil, "Take events by POST /api/v1/ingest, too."),
        OptionEntry(
            .isolation, "PLACE", "Where adapters run: worker, each in a process of its own (default), or in-process.",
            completion: .words(["worker", "in-process"])),
        json,
    ]

    /// Flags of the specification that this version understands and does not have yet.
    static let later = [
        OptionEntry(.replay, "PATH", completion: .file, isHidden: true), OptionEntry(.export, "RUN_ID", isHidden: true),
        OptionEntry(.format, "FORMAT", isHidden: true),
    ]

    /// Which events: the names and values of the API.
    static let filters = [
        OptionEntry(.agent, "NAMES", "Only events of these agents."),
        OptionEntry(
            .severity, "LEVELS", "Only events of these levels: debug, info, warn, error.",
            completion: .words(Severity.allCases.map(\.rawValue))),
        OptionEntry(
            .status, "STATES", "Only events with these states, such as failed or blocked.",
            completion: .words(Status.allCases.map(\.rawValue))),
        OptionEntry(
            .type, "TYPES", "Only events about these entities, such as tool or session.",
            completion: .words(EntityType.allCases.map(\.rawValue))),
        OptionEntry(.run, "RUNS", "Only events of these runs, by run_id."),
        OptionEntry(.session, "SESSIONS", "Only events of these sessions, by session_id."),
        OptionEntry(.source, "SOURCES", "Only events of these sources, such as opencode."),
        OptionEntry(.dataset, "NAME", "Events of this dataset (default live)."),
        OptionEntry(
            .since, "EVENT",
            "Begin after this event: an event_id, a watermark of the API, or 0 for all that is stored "
                + "(default: with what comes)."),
    ]
}
