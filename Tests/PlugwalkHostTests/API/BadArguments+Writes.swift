import HTTPServer

extension BadArguments {
    private static let adapter = "/api/v1/adapters/opencode-jsonl"

    /// Of the routes that change something, sent by a program and as JSON.
    static let writes: [BadArgument] = [
        BadArgument(.post, "\(adapter)/start?now=1", "{}", 400, "There is no parameter \"now\" here; this route has none."),
        BadArgument(
            .post, "\(adapter)/start", "[]", 400,
            #"The body is no JSON object, expected {} or {"configuration": {"KEY": "VALUE"}}."#),
        BadArgument(
            .post, "\(adapter)/start", #"{"config":{}}"#, 400,
            #"The body holds "config", expected {} or {"configuration": {"KEY": "VALUE"}}."#),
        BadArgument(
            .post, "\(adapter)/enable", #"{"configuration":{},"for_good":true}"#, 400,
            #"The body holds "for_good", expected {} or {"configuration": {"KEY": "VALUE"}}."#),
        BadArgument(
            .post, "\(adapter)/enable", #"{"configuration":{"path":1}}"#, 400,
            #"The configuration's "path" is no text; all its values are."#),
        BadArgument(
            .post, "\(adapter)/stop", #"{"configuration":{}}"#, 400, #"The body holds "configuration", expected {}."#),
        BadArgument(.post, "\(adapter)/disable", #""all""#, 400, "The body is no JSON object, expected {}."),
        BadArgument(
            .post, "/api/v1/adapters/nobody/start", "{}", 404, "There is no adapter \"nobody\"; there are: opencode-jsonl."),
        BadArgument(
            .post, "/api/v1/adapters/claude-hooks/start", "{}", 409, "There is no file of the adapter claude-hooks."),
        BadArgument(.post, "/api/v1/adapters/bent/enable", "{}", 422, "It has no key \"x\"."),
        BadArgument(.patch, "/api/v1/settings?port=1", "{}", 400, "There is no parameter \"port\" here; this route has none."),
        BadArgument(
            .patch, "/api/v1/settings", "[1]", 400,
            #"The body is no JSON object, expected the members to change, such as {"port": 4518}."#),
        BadArgument(
            .patch, "/api/v1/settings", #"{"port":70000}"#, 422, #""port" is 70000, expected a number from 0 to 65535."#),
        BadArgument(
            .patch, "/api/v1/settings", #"{"hosts":[""]}"#, 422,
            #""hosts" is [""], expected a list of at most 64 names such as "box.local"."#),
        BadArgument(
            .patch, "/api/v1/settings", #"{"colour":"red"}"#, 422,
            #"there is no "colour", only: adapters, bind, checkpoint_flush_ms, hosts, isolation, port."#),
        BadArgument(.post, "/api/v1/ingest?dry=1", "{}", 400, "There is no parameter \"dry\" here; this route has none."),
    ]
}
