/// What `--help` prints for each command.
enum HelpPages {
    static let all: [([String], String)] = [
        (
            [],
            """
            plugwalk shows what your coding agents do: who waits for you, who is stuck,
            what failed and why.

            Usage:
              plugwalk [OPTIONS]
                  Start the daemon and print the address of its page.
              plugwalk serve [OPTIONS]
                  Do the same in the foreground, until Ctrl-C.
              plugwalk --status [--json]
                  Say whether the daemon runs, how its adapters do, and what to do next.
              plugwalk --stop [--json]
                  Stop the daemon; returns when it has ended.
              plugwalk adapters [--json]
                  List the adapters: what is there, what runs, what is refused and why.
              plugwalk adapters enable NAME [KEY:VALUE …] [--json]
                  Run an adapter now and at every start.
              plugwalk adapters disable NAME [--json]
                  Stop an adapter, and run it at no start that does not name it.
              plugwalk adapters start NAME [KEY:VALUE …] [--json]
                  Start an adapter now, until the daemon stops.
              plugwalk adapters stop NAME [--json]
                  Stop an adapter, until it is started again.
              plugwalk adapters check FILE.so [--json]
                  Say whether a file can be an adapter, and what it asks for.
              plugwalk doctor [--json]
                  Say what is there on this machine, what is missing, and what mends it.
              plugwalk tail [OPTIONS]
                  Print events as they come, one line each, until Ctrl-C.

            The daemon goes on in the background; a second start says where it is. Without
            --source it runs the adapters opencode-sse and claude-hooks, as far as they are
            in this installation, and those that config.json enables.

            Options:
              --open
                  Open the page in the browser: $BROWSER, else xdg-open.
              --source LIST
                  The adapters to run this time, as NAME or NAME=KEY:VALUE;KEY:VALUE,
                  separated by commas (default opencode-sse,claude-hooks and what
                  config.json enables).
              --port NUMBER
                  Listen on this port (default 4517; 0 picks a free one).
              --bind HOST
                  Listen on this address (default 127.0.0.1). One that other machines reach
                  needs a token.
              --token TOKEN
                  Ask for this token whoever cannot be known otherwise. Other users of this
                  machine can see arguments: better set PLUGWALK_TOKEN.
              --demo
                  Load the recorded runs that ship with Plugwalk as the dataset demo.
              --dev
                  Take events by POST /api/v1/ingest, too.
              --isolation PLACE
                  Where adapters run: worker, each in a process of its own (default), or
                  in-process.
              --json
                  Print JSON.
              --status
                  Say whether the daemon runs, how its adapters do, and what to do next.
              --stop
                  Stop the daemon; returns when it has ended.
              -h, --help
                  Print this help.
              --version
                  Print the version.

            Environment:
              PLUGWALK_HOME
                  The folder that holds all state (default ~/.claude/plugwalk).
              PLUGWALK_TOKEN
                  The token, as --token gives it, and hidden from other users of this
                  machine.
              BROWSER
                  What --open starts: programs separated by colons, the first that is
                  there; %s stands for the address.
              NO_COLOR
                  Set to anything, it keeps colours from the terminal.

            Exit codes:
              0  it runs, now or already
              2  a wrong argument, configuration or state folder
              3  an adapter that --source names did not start
              4  the port cannot be bound
            """
        ),
        (
            ["serve"],
            """
            Usage: plugwalk serve [OPTIONS]

            Do the same in the foreground, until Ctrl-C.

            Options:
              --source LIST
                  The adapters to run this time, as NAME or NAME=KEY:VALUE;KEY:VALUE,
                  separated by commas (default opencode-sse,claude-hooks and what
                  config.json enables).
              --port NUMBER
                  Listen on this port (default 4517; 0 picks a free one).
              --bind HOST
                  Listen on this address (default 127.0.0.1). One that other machines reach
                  needs a token.
              --token TOKEN
                  Ask for this token whoever cannot be known otherwise. Other users of this
                  machine can see arguments: better set PLUGWALK_TOKEN.
              --demo
                  Load the recorded runs that ship with Plugwalk as the dataset demo.
              --dev
                  Take events by POST /api/v1/ingest, too.
              --isolation PLACE
                  Where adapters run: worker, each in a process of its own (default), or
                  in-process.
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  it runs, now or already
              2  a wrong argument, configuration or state folder
              3  an adapter that --source names did not start
              4  the port cannot be bound
            """
        ),
        (
            ["--status"],
            """
            Usage: plugwalk --status [--json]

            Say whether the daemon runs, how its adapters do, and what to do next.

            A daemon that does not run is an answer too: the exit code is 0, and --json
            says "running": false.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  success
              2  a wrong argument, or nothing to ask
            """
        ),
        (
            ["--stop"],
            """
            Usage: plugwalk --stop [--json]

            Stop the daemon; returns when it has ended.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  success
              2  a wrong argument, or nothing to ask
            """
        ),
        (
            ["adapters"],
            """
            Usage: plugwalk adapters [--json]

            List the adapters: what is there, what runs, what is refused and why.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  success
              2  a wrong argument, or nothing to ask
            """
        ),
        (
            ["adapters", "list"],
            """
            Usage: plugwalk adapters list [--json]

            The same.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  success
              2  a wrong argument, or nothing to ask
            """
        ),
        (
            ["adapters", "enable"],
            """
            Usage: plugwalk adapters enable NAME [KEY:VALUE …] [--json]

            Run an adapter now and at every start.

            Written to config.json. Pairs KEY:VALUE set its configuration; without any,
            what was set before stays. Enabling an adapter is the consent to what it asks
            for: plugwalk adapters check says what that is.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  done
              2  a wrong argument or configuration, or no such adapter
              3  its file cannot be used, or it did not start
            """
        ),
        (
            ["adapters", "disable"],
            """
            Usage: plugwalk adapters disable NAME [--json]

            Stop an adapter, and run it at no start that does not name it.

            Written to config.json. Its configuration and its place in the source stay.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  done
              2  a wrong argument or configuration, or no such adapter
              3  its file cannot be used, or it did not start
            """
        ),
        (
            ["adapters", "start"],
            """
            Usage: plugwalk adapters start NAME [KEY:VALUE …] [--json]

            Start an adapter now, until the daemon stops.

            Lifts what kept it from running, such as its quarantine after too many crashes.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  done
              2  a wrong argument or configuration, or no such adapter
              3  its file cannot be used, or it did not start
            """
        ),
        (
            ["adapters", "stop"],
            """
            Usage: plugwalk adapters stop NAME [--json]

            Stop an adapter, until it is started again.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  done
              2  a wrong argument or configuration, or no such adapter
              3  its file cannot be used, or it did not start
            """
        ),
        (
            ["adapters", "check"],
            """
            Usage: plugwalk adapters check FILE.so [--json]

            Say whether a file can be an adapter, and what it asks for.

            Reads the file's headers and manifest, then loads a copy of it in a process of
            its own and looks at its table. Nothing of it is started. Changes nothing, with
            or without a daemon.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  it can be used
              2  a wrong argument
              3  it is refused, and why
            """
        ),
        (
            ["doctor"],
            """
            Usage: plugwalk doctor [--json]

            Say what is there on this machine, what is missing, and what mends it.

            Changes nothing, with or without a daemon.

            Options:
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  Plugwalk can run, even if something is missing
              2  it cannot, or a wrong argument
            """
        ),
        (
            ["tail"],
            """
            Usage: plugwalk tail [OPTIONS]

            Print events as they come, one line each, until Ctrl-C.

            Filters take several values, separated by commas. When the daemon goes away,
            tail waits for it and goes on where it was.

            With --json each line is one event, as the API writes it. An event that comes
            again has become known better: it replaces the one with its event_id. Gaps and
            remarks go to standard error.

            Options:
              --agent NAMES
                  Only events of these agents.
              --severity LEVELS
                  Only events of these levels: debug, info, warn, error.
              --status STATES
                  Only events with these states, such as failed or blocked.
              --type TYPES
                  Only events about these entities, such as tool or session.
              --run RUNS
                  Only events of these runs, by run_id.
              --session SESSIONS
                  Only events of these sessions, by session_id.
              --source SOURCES
                  Only events of these sources, such as opencode.
              --dataset NAME
                  Events of this dataset (default live).
              --since EVENT
                  Begin after this event: an event_id, a watermark of the API, or 0 for all
                  that is stored (default: with what comes).
              --json
                  Print JSON.
              -h, --help
                  Print this help.

            Exit codes:
              0  ended by Ctrl-C, or its reader went away
              2  a wrong argument, or no daemon runs
            """
        ),
        (
            ["documentation"],
            """
            Usage: plugwalk documentation man|bash|zsh|fish|adapters

            Print the manual page or a shell's completions.

            Options:
              -h, --help
                  Print this help.

            Exit codes:
              0  success
              2  a wrong argument, or nothing to ask
            """
        ),
    ]
}
