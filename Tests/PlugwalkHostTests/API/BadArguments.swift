import HTTPServer

/// Method, target, body, status and detail of refusals: of what all routes have in common, and of each route.
enum BadArguments {
    static let everywhere: [BadArgument] = [
        BadArgument("/api/v1/nothing", 404, "There is nothing at /api/v1/nothing."),
        BadArgument("/api/v1/runs/", 404, "There is nothing at /api/v1/runs/."),
        BadArgument("/api/v1/runs?limit=%zz", "The query holds a percent sign that two hexadecimal digits do not follow."),
        BadArgument("/api/v1/runs/%ff", "The path is not UTF-8 once its percent escapes are decoded."),
        BadArgument(.delete, "/api/v1/runs", nil, 405, "DELETE is not possible here; GET, HEAD is."),
        BadArgument(.get, "/api/v1/ingest", nil, 405, "GET is not possible here; POST is."),
        BadArgument(.post, "/api/v1/settings", "{}", 405, "POST is not possible here; GET, HEAD, PATCH is."),
        BadArgument("/api/v1/health?limit=3", "There is no parameter \"limit\" here; there are: dataset."),
        BadArgument("/api/v1/health?dataset=", "The parameter \"dataset\" is empty: give a value or leave it out."),
        BadArgument("/api/v1/openapi.json?version=1", "There is no parameter \"version\" here; this route has none."),
        BadArgument("/healthz?verbose=", "There is no parameter \"verbose\" here; this route has none."),
        BadArgument("/metrics?name=up", "There is no parameter \"name\" here; this route has none."),
        BadArgument("/login", loginLink),
        BadArgument("/login?key=1&dataset=../evil", loginLink),
        BadArgument(
            "/login?key=1", 403,
            "This link was used before, is older than ten minutes, or never was one. \"plugwalk --open\" makes a new one."),
    ]

    private static let loginLink = "A login link has the parameter \"key\", and perhaps \"dataset\": open it as it was shown."

    /// What is the same for every list, at the one that shows it best.
    static let lists: [BadArgument] = [
        BadArgument("/api/v1/runs?limit=0", "The parameter \"limit\" is \"0\", expected a number from 1 to 500."),
        BadArgument("/api/v1/runs?limit=501", "The parameter \"limit\" is \"501\", expected a number from 1 to 500."),
        BadArgument("/api/v1/runs?limit=", "The parameter \"limit\" is empty: give a value or leave it out."),
        BadArgument("/api/v1/runs?limit=1&limit=2", "The parameter \"limit\" is given 2 times, expected once."),
        BadArgument(
            "/api/v1/runs?from=yesterday",
            "The parameter \"from\" is \"yesterday\", expected a time in UTC such as 2026-02-11T21:00:00.000Z."),
        BadArgument(
            "/api/v1/runs?to=2026-02-11T22:00:00+01:00",
            "The parameter \"to\" is \"2026-02-11T22:00:00 01:00\", expected a time in UTC such as 2026-02-11T21:00:00.000Z."),
        BadArgument(
            "/api/v1/runs?from=2026-02-11T00:00:00Z&to=2026-02-10T00:00:00Z", "The parameter \"to\" lies before \"from\"."),
        BadArgument(
            "/api/v1/runs?status=broken",
            "The parameter \"status\" is \"broken\", expected some of: queued, running, idle, retry, success, failed, blocked, cancelled."
        ),
        BadArgument(
            "/api/v1/runs?source=a,,b", "The parameter \"source\" has an empty value: separate values by one comma."),
        BadArgument(
            "/api/v1/runs?source=\(Array(repeating: "a", count: 65).joined(separator: ","))",
            "The parameter \"source\" has 65 values, at most 64 are allowed."),
        BadArgument(
            "/api/v1/runs?cursor=abc",
            "The parameter \"cursor\" is not one of this list: give the next_cursor of the page before, unchanged."),
        BadArgument("/api/v1/runs?dataset=old", 404, "There is no dataset \"old\"; there are: live."),
        BadArgument("/api/v1/runs?dataset=", "The parameter \"dataset\" is empty: give a value or leave it out."),
    ]

    private static let eventList =
        "source, agent, severity, status, type, session_id, run_id, from, to, calls, order, limit, cursor, dataset"
    private static let noRun = "There is no run \"run_x\" in this dataset; /api/v1/runs lists those there are."

    static let reads: [BadArgument] = [
        BadArgument(
            "/api/v1/runs?colour=red",
            "There is no parameter \"colour\" here; there are: source, status, from, to, limit, cursor, dataset."),
        BadArgument("/api/v1/runs/run_x", 404, noRun),
        BadArgument("/api/v1/runs/run_tt_root?limit=3", "There is no parameter \"limit\" here; there are: dataset."),
        BadArgument("/api/v1/runs/run_x/timeline", 404, noRun),
        BadArgument(
            "/api/v1/runs/run_tt_root/timeline?limit=1001",
            "The parameter \"limit\" is \"1001\", expected a number from 1 to 1000."),
        BadArgument(
            "/api/v1/runs/run_tt_root/timeline?type=thing",
            "The parameter \"type\" is \"thing\", expected some of: run, session, task, tool, permission, message, todo."),
        BadArgument("/api/v1/sessions/ses_x/tree", 404, "There is no session \"ses_x\" in this dataset."),
        BadArgument("/api/v1/sessions/ses_x/tree?limit=3", "There is no parameter \"limit\" here; there are: dataset."),
        BadArgument(
            "/api/v1/events?q=test", "There is no parameter \"q\" here; there are: \(eventList)."),
        BadArgument("/api/v1/events?order=up", "The parameter \"order\" is \"up\", expected oldest or newest."),
        BadArgument("/api/v1/events?calls=", "The parameter \"calls\" is empty: give a value or leave it out."),
        BadArgument("/api/v1/search?calls=some", "The parameter \"calls\" is \"some\", expected raw or folded."),
        BadArgument("/api/v1/search?q=+", "The parameter \"q\" has no word: give some, or leave it out."),
        BadArgument(
            "/api/v1/search?q=\(String(repeating: "a", count: 201))",
            "The parameter \"q\" has 201 characters, at most 200 are allowed."),
        BadArgument(
            "/api/v1/histogram?buckets=1001", "The parameter \"buckets\" is \"1001\", expected a number from 1 to 1000."),
        BadArgument(
            "/api/v1/histogram?limit=1",
            "There is no parameter \"limit\" here; there are: source, agent, severity, status, type, session_id, run_id, from, to, buckets, dataset."
        ),
        BadArgument(
            "/api/v1/facets?severity=bad",
            "The parameter \"severity\" is \"bad\", expected some of: debug, info, warn, error."),
        BadArgument("/api/v1/datasets?dataset=live", "There is no parameter \"dataset\" here; this route has none."),
        BadArgument(
            "/api/v1/events/stream?after=soon",
            "The parameter \"after\" is \"soon\", expected an event's id (evt_…) or the watermark of a list."),
        BadArgument("/api/v1/events/stream?dataset=old", 404, "There is no dataset \"old\"; there are: live."),
        BadArgument("/api/v1/adapters?state=usable", "There is no parameter \"state\" here; this route has none."),
        BadArgument("/api/v1/settings?key=port", "There is no parameter \"key\" here; this route has none."),
    ]
}
