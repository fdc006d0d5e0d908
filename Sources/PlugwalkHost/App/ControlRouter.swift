internal import HTTPServer

/// What the command asks of a running daemon, over a Unix socket that only its owner can open: the whole API, and what no TCP
/// client may do.
enum ControlRouter {
    static func make(
        _ api: Router<ReadContext>, health: any HealthSource, access: Access, stop: StopRequest
    ) -> Router<ReadContext> {
        var router = api
        router.on(.get, "/status", .inline { _ in Response { $0.health(health.health) } })
        router.on(
            .post, "/stop",
            .inline { _ in
                stop.post()
                return Response(status: 202, text: "stopping\n")
            })
        router.on(
            .post, "/login-link",
            .inline { _ in
                let link = access.loginLink()
                return Response { json in json.object { $0.member("url", link) } }
            })
        return router
    }
}
