import Testing

/// Wrong words on the command line: exit code 2, nothing on standard output, and what would be right.
@Suite(.serialized)
struct CommandArgumentTests {
    @Test(arguments: [
        (["--port", "x"], "--port is \"x\", expected a number from 0 to 65535"),
        (["--port", "+5"], "--port is \"+5\", expected a number from 0 to 65535"),
        (["--port", " 5"], "--port is \" 5\", expected a number from 0 to 65535"),
        (["--port", ""], "--port is \"\", expected a number from 0 to 65535"),
        (["--port", "70000"], "--port is \"70000\", expected a number from 0 to 65535"),
        (["--port"], "--port needs an argument: --port NUMBER"),
        (["--bogus"], "--bogus is no option of plugwalk; see plugwalk --help"),
        (["-x"], "-x is no option of plugwalk; see plugwalk --help"),
        (["--st"], "--st can be --status or --stop"),
        (["--stop=1"], "--stop takes no argument, \"--stop=1\" gives it one"),
        (["--status", "--stop"], "--status and --stop exclude each other: give one of them"),
        (["--status", "serve"], "--status and serve exclude each other: give one of them"),
        (["--status", "--port", "1"], "--port is no option of plugwalk --status; see plugwalk --status --help"),
        (["--source", "opencode-jsonl", "tail"], "--source is no option of plugwalk tail; see plugwalk tail --help"),
        (["run"], "there is no command \"run\"; there are: serve, adapters, doctor, tail. See plugwalk --help"),
        (["serve", "now"], "\"now\" is one word too many: plugwalk serve [OPTIONS]"),
        (
            ["adapters", "install"],
            "there is no command \"adapters install\"; there are: list, enable, disable, start, stop, check. See plugwalk adapters --help"
        ),
        (["adapters", "enable"], "plugwalk adapters enable needs NAME: plugwalk adapters enable NAME [KEY:VALUE …] [--json]"),
        (["adapters", "disable", "a", "b"], "\"b\" is one word too many: plugwalk adapters disable NAME [--json]"),
        (["adapters", "enable", "opencode-jsonl", "x"], "\"x\" is no pair, expected KEY:VALUE such as path:/var/log/agents"),
        (["adapters", "enable", "opencode-jsonl", "a:1", "a:2"], "the key \"a\" is there twice"),
        (["adapters", "check", "/nowhere.so"], "there is no file \"/nowhere.so\" to check (No such file or directory)"),
        (["--isolation", "thread"], "--isolation is \"thread\", expected worker or in-process"),
        (["--bind", "elsewhere"], "--bind is \"elsewhere\", expected an address such as 127.0.0.1, ::1 or 0.0.0.0, or localhost"),
        (
            ["--bind", "0.0.0.0"],
            "--bind 0.0.0.0 is reached by other machines, so everybody must show a token: set PLUGWALK_TOKEN (a good one: "
                + "openssl rand -hex 16) or give --token; or leave --bind away to stay on this machine"
        ),
        (
            ["--bind", "::ffff:10.0.0.1"],
            "--bind ::ffff:10.0.0.1 is reached by other machines, so everybody must show a token: set PLUGWALK_TOKEN (a good one: "
                + "openssl rand -hex 16) or give --token; or leave --bind away to stay on this machine"
        ),
        (
            ["--token", "se cret pass"],
            "--token must be 6 to 256 visible ASCII characters without blanks; a good one: openssl rand -hex 16"
        ),
        (["--replay", "/tmp/x"], "--replay is not in this version yet; plugwalk --help says what is"),
        (["--export", "run_1", "--format", "json"], "--export is not in this version yet; plugwalk --help says what is"),
        (["--source", "ab=b"], "--source: ab: \"b\" has no colon, expected KEY:VALUE"),
        (["tail"], "no daemon runs. Start it with: plugwalk"),
        (
            ["adapters", "start", "opencode-jsonl"],
            "no daemon runs, so there is nothing to start. To run it at every start: plugwalk adapters enable opencode-jsonl"
        ),
    ])
    func `is refused with what is right`(arguments: [String], complaint: String) throws {
        let daemon = try DaemonUnderTest()
        let run = try daemon.command(arguments)
        #expect(run.code == 2)
        #expect(run.complaint == "plugwalk: \(complaint)\n")
        #expect(run.output.isEmpty)
        #expect(try daemon.command(["--status"]).output == "Plugwalk does not run. Start it with: plugwalk\n")
    }

    @Test func `a refusal shows no control characters of the words it repeats`() throws {
        let daemon = try DaemonUnderTest()
        let run = try daemon.command(["--port", "\u{1B}[2J\u{202E}5"])
        #expect(run.complaint == "plugwalk: --port is \"\u{FFFD}[2J\u{FFFD}5\", expected a number from 0 to 65535\n")
    }
}
